"""A form field for several skills: those at hand as boxes, more by typing words with commas between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.core.choosers import comparable, records, suggest_url, tidy
from matching import selectors
from matching.models import Skill
from matching.selectors import Suggestion

MAX_SKILLS = 60
MAX_TYPED_SKILLS = 12
MAX_TYPED_CHARACTERS = 400
MAX_SUGGESTIONS = 5
LONGEST_NAME_IN_PIECES = 4  # some names hold commas themselves


@dataclass(frozen=True, slots=True)
class TypedSkills:
    """What a form sent: ticked boxes, words for more, and the words that a "Did you mean" was asked about."""

    ticked: tuple[str, ...] = ()
    words: str = ""
    asked_for: str = ""


@dataclass(slots=True)
class Reading:
    """What typed words were understood as, and what is still open."""

    found: list[Skill] = field(default_factory=list)
    questions: dict[str, list[Suggestion]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


class SkillWidget(forms.Widget):
    """Boxes for the skills at hand, a text input for more, and boxes for what typed words may mean."""

    template_name = "core/skill_chooser.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.suggested: Sequence[Skill] = ()
        self.questions: dict[str, list[Suggestion]] = {}

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_0" if id_ else ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedSkills:
        ticked = data.getlist(name) if hasattr(data, "getlist") else data.get(name, ())
        return TypedSkills(
            ticked=tuple(tidy(value) for value in ticked[:MAX_SKILLS]),
            words=tidy(data.get(f"{name}_words"), MAX_TYPED_CHARACTERS),
            asked_for=tidy(data.get(f"{name}_asked_for"), MAX_TYPED_CHARACTERS),
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_words" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed = value if isinstance(value, TypedSkills) else TypedSkills()
        asked = {option.value for options in self.questions.values() for option in options}
        at_hand = records(Skill, typed.ticked)
        boxes = {str(skill.pk): skill.label for skill in (*at_hand, *self.suggested)}
        return super().get_context(name, None, attrs) | {
            "typed": typed,
            "boxes": [Suggestion(key, label) for key, label in boxes.items() if key not in asked],
            "questions": self.questions,
            "suggest_url": suggest_url("skill"),
            "max_typed_characters": MAX_TYPED_CHARACTERS,
        }


class SkillField(forms.Field):
    """Several skills; what comes out is a list of them."""

    widget = SkillWidget
    default_error_messages = {
        "several": _("Several skills fit “%(words)s”. Tick what you mean, or delete the word."),
        "unknown": _("We do not know the skill “%(words)s”. Try another word, or delete it."),
        "too_many": _("Please type at most %(words)s skills at once."),
    }

    def prepare_value(self, value: Any) -> TypedSkills:
        if isinstance(value, TypedSkills):
            return value
        return TypedSkills(ticked=tuple(str(skill.pk) for skill in value or ()))

    def clean(self, value: TypedSkills) -> list[Skill]:
        names = [name for name in (tidy(piece) for piece in value.words.split(",")) if name]
        if len(names) > MAX_TYPED_SKILLS:
            raise self._error("too_many", str(MAX_TYPED_SKILLS))
        answered = set(value.ticked) if value.asked_for == value.words else set()
        reading = _read(names, answered)
        self.widget.questions = reading.questions
        errors = [self._error("unknown", words) for words in reading.unknown]
        errors += [self._error("several", words) for words in reading.questions]
        if errors:
            raise ValidationError(errors)
        chosen = {skill.pk: skill for skill in (*records(Skill, value.ticked), *reading.found)}
        if self.required and not chosen:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(chosen.values())

    def _error(self, code: str, words: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"words": words})


def _read(names: Sequence[str], answered: set[str]) -> Reading:
    """Understand typed names one after the other; `answered` are boxes ticked in reply to an earlier question."""
    reading, named, position = Reading(), _named_exactly(names), 0
    while position < len(names):
        for n_pieces in range(LONGEST_NAME_IN_PIECES, 0, -1):
            skill = named.get(comparable(", ".join(names[position : position + n_pieces])))
            if skill:
                reading.found.append(skill)
                position += n_pieces
                break
        else:
            _ask(reading, names[position], answered)
            position += 1
    return reading


def _ask(reading: Reading, name: str, answered: set[str]) -> None:
    options = selectors.suggest_skills(words=name, limit=MAX_SUGGESTIONS)
    if not options:
        reading.unknown.append(name)
    elif len(options) == 1:
        reading.found += records(Skill, [options[0].value])
    elif answered.isdisjoint(option.value for option in options):
        reading.questions[name] = options


def _named_exactly(names: Sequence[str]) -> dict[str, Skill]:
    joined: Iterable[str] = {
        ", ".join(names[start:end])
        for start in range(len(names))
        for end in range(start + 1, min(start + LONGEST_NAME_IN_PIECES, len(names)) + 1)
    }
    found = Skill.objects.filter(Q(label_de__in=joined) | Q(label_en__in=joined))
    return {comparable(label): skill for skill in found for label in (skill.label_de, skill.label_en)}
