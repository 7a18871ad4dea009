"""Recommended mentors as the page shows them: first name, never more of who they are than a youth may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

from cms.core.pictures import url_in_size
from matching.models import Mentor, Reaction
from matching.services import RecommendedMentor

NO_BREAK = "\N{NO-BREAK SPACE}"
PICTURE = "fill-384x460"  # twice the size of the arch, for sharp screens
TONES = ("brick", "lake", "sun")


@dataclass(frozen=True, slots=True)
class MentorCard:
    """One mentor with the reasons; no surname, no address, no employer."""

    first_name: str
    occupation: str
    place: str
    quote: str
    reasons: tuple[str, ...]
    picture_url: str
    tone: str
    is_wanted: bool
    yes_url: str
    no_url: str
    back_url: str
    method: str = "post"


@dataclass(frozen=True, slots=True)
class HiddenMentor:
    """A mentor whom the youth rather not wanted to see, and the way to see them again."""

    first_name: str
    back_url: str


def mentor_cards(items: Sequence[RecommendedMentor]) -> list[MentorCard]:
    """Return the cards of a ranked list, in its order."""
    return [
        _mentor_card(
            item.mentor, place=_place_text(item), reasons=item.reasons, answer=item.reaction, tone=TONES[i % len(TONES)]
        )
        for i, item in enumerate(items)
    ]


def nearest_cards(mentors: Sequence[Mentor], *, answers: Mapping[str, str]) -> list[MentorCard]:
    """Return the cards of mentors without an order of fit, with the youth's answers by public id."""
    return [
        _mentor_card(
            mentor,
            place=mentor.place.name,
            reasons=(),
            answer=answers.get(str(mentor.public_id), ""),
            tone=TONES[i % len(TONES)],
        )
        for i, mentor in enumerate(mentors)
    ]


def hidden_mentors(mentors: Sequence[Mentor]) -> list[HiddenMentor]:
    """Return declined mentors as lines."""
    return [HiddenMentor(mentor.first_name, _answer_url(mentor, "")) for mentor in mentors]


def _mentor_card(mentor: Mentor, *, place: str, reasons: tuple[str, ...], answer: str, tone: str) -> MentorCard:
    is_wanted = answer == Reaction.Kind.SAVED
    return MentorCard(
        first_name=mentor.first_name,
        occupation=mentor.occupation.label,
        place=place,
        quote=mentor.statement,
        reasons=reasons,
        picture_url=url_in_size(mentor.picture, PICTURE),
        tone=tone,
        is_wanted=is_wanted,
        # Whoever said yes waits for an answer; the way back stands beside that message.
        yes_url="" if is_wanted else _answer_url(mentor, Reaction.Kind.SAVED),
        no_url="" if is_wanted else _answer_url(mentor, Reaction.Kind.DECLINED),
        back_url=_answer_url(mentor, ""),
    )


def _answer_url(mentor: Mentor, answer: str) -> str:
    address = reverse("mentoring:react", kwargs={"mentor_id": mentor.public_id})
    return f"{address}?{urlencode({'answer': str(answer)})}"


def _place_text(item: RecommendedMentor) -> str:
    name = item.mentor.place.name
    if item.distance_km is None:
        return name
    values = {"place": name, "km": f"{round(item.distance_km)}{NO_BREAK}km"}
    return pgettext("youth", "%(place)s, %(km)s from you") % values
