"""Recommended mentors as the page shows them: first name, never more of who they are than a youth may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

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
    return [_mentor_card(item, tone=TONES[i % len(TONES)]) for i, item in enumerate(items)]


def hidden_mentors(mentors: Sequence[Mentor]) -> list[HiddenMentor]:
    """Return declined mentors as lines."""
    return [HiddenMentor(mentor.first_name, _answer_url(mentor, "")) for mentor in mentors]


def _mentor_card(item: RecommendedMentor, *, tone: str) -> MentorCard:
    mentor, is_wanted = item.mentor, item.reaction == Reaction.Kind.SAVED
    return MentorCard(
        first_name=mentor.first_name,
        occupation=mentor.occupation.label,
        place=_place_text(mentor.place.name, item.distance_km),
        quote=mentor.statement,
        reasons=item.reasons,
        picture_url=mentor.picture.get_rendition(PICTURE).url if mentor.picture else "",
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


def _place_text(name: str, distance_km: float | None) -> str:
    if distance_km is None:
        return name
    values = {"place": name, "km": f"{round(distance_km)}{NO_BREAK}km"}
    return pgettext("youth", "%(place)s, %(km)s from you") % values
