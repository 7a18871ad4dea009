"""Form fields that turn typed words into an occupation, a skill or a place.

They work without scripts: one clear hit is taken, several come back as "Did you mean …" with everything typed kept,
none gets a sentence that says what to do. With scripts the same input is a combobox fed by `core:suggest`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching import selectors
from matching.models import Occupation, Place
from matching.selectors import Suggestion

MAX_SUGGESTIONS = 8
MAX_TYPED_CHARACTERS = 200
OWN_WORDS = "own-words"  # the choice "none of these"

Record = TypeVar("Record", bound=Model)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form sent for one chooser: the words, the id that scripts filled in, and an answered "Did you mean"."""

    words: str = ""
    value: str = ""
    choice: str = ""
    choice_for: str = ""

    @property
    def answered(self) -> str:
        """The choice, as long as it answers the words that stand there now."""
        return self.choice if self.choice_for == self.words else ""


@dataclass(frozen=True, slots=True)
class OccupationAnswer:
    """An occupation as the person calls it, and the one of the taxonomy when they picked one."""

    words: str
    occupation: Occupation | None = None


class ChooserWidget(forms.TextInput):
    """A text input with suggestions, and below it the question what was meant."""

    template_name = "core/chooser.html"

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"maxlength": MAX_TYPED_CHARACTERS, "spellcheck": "false", **(attrs or {})})
        self.kind = kind
        self.options: list[Suggestion] = []

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return Typed(
            words=tidy(data.get(name)),
            value=tidy(data.get(f"{name}_value")),
            choice=tidy(data.get(f"{name}_choice")),
            choice_for=tidy(data.get(f"{name}_choice_for")),
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed = value if isinstance(value, Typed) else Typed()
        context = super().get_context(name, typed.words, attrs)
        widget = context["widget"]
        hidden_id = f"{widget['attrs'].get('id') or name}_value"
        widget["attrs"] |= {"data-suggest": suggest_url(self.kind), "data-suggest-into": hidden_id}
        return context | {"typed": typed, "hidden_id": hidden_id, "options": self.options}


class ChooserField(forms.Field):
    """What the choosers for one thing share; subclasses say where suggestions come from and what an answer is."""

    kind: ClassVar[str]
    default_error_messages = {
        "several": _("Several fit “%(words)s”. Please choose below what you mean."),
        "unknown": _("We do not know “%(words)s”. Check the spelling or try another word."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", ChooserWidget(self.kind))
        super().__init__(**options)

    def suggest(self, words: str) -> list[Suggestion]:
        """Return what the words may mean, best first."""
        raise NotImplementedError

    def find(self, value: str) -> Model | None:
        """Return the record that a suggestion's value stands for."""
        raise NotImplementedError

    def clear_hit(self, words: str, options: list[Suggestion]) -> Suggestion | None:
        """Return the one suggestion that needs no question, if there is one."""
        if len(options) == 1:
            return options[0]
        named = [option for option in options if comparable(option.label) == comparable(words)]
        return named[0] if len(named) == 1 else None

    def prepare_value(self, value: Any) -> Typed:
        return value if isinstance(value, Typed) else Typed(words=str(value or ""))

    def clean(self, value: Typed) -> Any:
        if not value.words:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self.resolve(value)

    def resolve(self, typed: Typed) -> Any:
        """Return the record that was picked or clearly named; otherwise ask."""
        picked = self.find(typed.answered) or self.find(typed.value)
        # Without scripts the hidden id is older than the words, when somebody changed them.
        if picked and (typed.answered or comparable(tidy(picked)) == comparable(typed.words)):
            return picked
        options = self.suggest(typed.words)
        hit = self.clear_hit(typed.words, options)
        found = self.find(hit.value) if hit else None
        if found:
            return found
        self.widget.options = options
        code = "several" if options else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params={"words": typed.words})


class OccupationField(ChooserField):
    """An occupation in the person's own words; picking one of the taxonomy makes matching better."""

    kind = "occupation"
    default_error_messages = {
        "several": _("Which of these comes closest to “%(words)s”? You may also keep your own words."),
        "unknown": _("We do not know “%(words)s” yet. Try a similar word, or keep your own words."),
    }

    def suggest(self, words: str) -> list[Suggestion]:
        return selectors.suggest_occupations(words=words, limit=MAX_SUGGESTIONS)

    def find(self, value: str) -> Occupation | None:
        return _record(Occupation, value)

    def clear_hit(self, words: str, options: list[Suggestion]) -> Suggestion | None:
        forms_of = {option: {comparable(part) for part in option.label.split("/")} for option in options}
        named = [option for option, names in forms_of.items() if comparable(words) in names]
        return named[0] if len(named) == 1 else super().clear_hit(words, options)

    def prepare_value(self, value: Any) -> Typed:
        if isinstance(value, OccupationAnswer):
            # What was settled at an earlier visit is not asked again while the words stay the same.
            settled = str(value.occupation.pk) if value.occupation else OWN_WORDS
            return Typed(value.words, choice=settled, choice_for=value.words)
        return super().prepare_value(value)

    def resolve(self, typed: Typed) -> OccupationAnswer:
        if typed.answered == OWN_WORDS:
            return OccupationAnswer(typed.words)
        try:
            return OccupationAnswer(typed.words, super().resolve(typed))
        except ValidationError:
            self.widget.options = [*self.widget.options, Suggestion(OWN_WORDS, str(_("Keep my own words")))]
            raise


class PlaceField(ChooserField):
    """A municipality or one of its postcodes."""

    kind = "place"
    default_error_messages = {
        "unknown": _("We do not find “%(words)s”. Type a place in Germany or its five-digit postcode."),
    }

    def suggest(self, words: str) -> list[Suggestion]:
        options = selectors.suggest_places(words=words, limit=MAX_SUGGESTIONS)
        if not words[:1].isdigit():
            return options
        # A town and its own postcode are two places of one name; asking which is meant would puzzle people.
        by_name = {comparable(_without_postcode(option.label)): option for option in reversed(options)}
        return [option for option in options if option in by_name.values()]

    def find(self, value: str) -> Place | None:
        return _record(Place, value)

    def prepare_value(self, value: Any) -> Typed:
        return Typed(str(value), str(value.pk)) if isinstance(value, Place) else super().prepare_value(value)


def suggest_url(kind: str) -> str:
    """Return where suggestions for one thing are answered."""
    return reverse("core:suggest", kwargs={"kind": kind})


def tidy(value: Any, n_characters: int = MAX_TYPED_CHARACTERS) -> str:
    """Return what was typed without control characters and spare spaces, cut to a bearable length."""
    printable = "".join(character if character.isprintable() else " " for character in str(value or "")[:1000])
    return " ".join(printable.split())[:n_characters].strip()


def comparable(words: str) -> str:
    """Return words as they are compared: neither case nor spaces count."""
    return " ".join(words.casefold().split())


def _without_postcode(label: str) -> str:
    return re.sub(r"^\d{5} ", "", label)


def records(model: type[Record], values: Iterable[str]) -> list[Record]:
    """Return the records with these ids, in their order; what is no id is left out."""
    keys = [key for key in (_key(model, value) for value in values) if key is not None]
    found = model._default_manager.in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _record(model: type[Record], value: str) -> Record | None:
    return next(iter(records(model, [value])), None)


def _key(model: type[Model], value: str) -> Any:
    try:
        return model._meta.pk.clean(value, None) if value else None
    except ValidationError:
        return None
