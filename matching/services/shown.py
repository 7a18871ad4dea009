"""What a person is shown of a match: whole points that add up, and the same facts as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matching.engine import Explanation, Ranked
from matching.models import Mentor, Offer
from matching.services.words import Words

FULL_SCORE = 100  # points
# Five colors; from the sixth part on they come again, pale inside their outline. The order of the weights decides.
COLOR_CLASSES = ("c1", "c2", "c3", "c4", "c5", "c1 pale", "c2 pale", "c3 pale", "c4 pale", "c5 pale")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartShown:
    """One part of a score: its points of its most points, where its bar begins, and why."""

    code: str
    name: str
    points: int
    max_points: int
    points_offset: int
    text: str
    is_unknown: bool
    color_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchShown:
    """A score of 0 to 100 points, taken apart."""

    rank: int
    points: int
    is_good: bool
    distance_km: float | None
    parts: tuple[PartShown, ...]
    missing: tuple[str, ...]
    reaction: str

    @property
    def points_not_reached(self) -> int:
        """The hatched rest of the bar."""
        return FULL_SCORE - self.points

    @property
    def reasons(self) -> tuple[str, ...]:
        """The sentences that speak for the match, strongest first."""
        speaking = [part for part in self.parts if not part.is_unknown and 2 * part.points >= part.max_points]
        return tuple(part.text for part in sorted(speaking, key=lambda part: -part.points) if part.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendedOffer(MatchShown):
    """An offer with its score, what would change it, and why it stands elsewhere than its score alone would put it."""

    offer: Offer
    counterfactuals: tuple[str, ...]
    moved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedOffer:
    """An offer that a hard rule keeps back, and the one change that would open it."""

    offer: Offer
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendedMentor(MatchShown):
    """A mentor with their score."""

    mentor: Mentor


def match_facts(one: Ranked, *, rank: int, words: Words, reaction: str) -> dict[str, Any]:
    """Return the fields that every shown match has, ready for `RecommendedOffer` and `RecommendedMentor`."""
    explanation = one.explanation
    assert explanation is not None
    return {
        "rank": rank,
        "points": round(FULL_SCORE * one.score),
        "is_good": one.is_good_match,
        "distance_km": distance_km(explanation),
        "parts": parts_shown(explanation, words),
        "missing": tuple(words.missing(fact) for fact in explanation.missing if fact.side == "profile"),
        "reaction": reaction,
    }


def share_points(shares: Sequence[float]) -> list[int]:
    """Round shares of 1 to whole points whose sum is the rounded sum (largest remainder method).

    Rounding each share alone would show parts that miss the score by a point or two.
    """
    exact = [FULL_SCORE * share for share in shares]
    points = [int(value + 1e-9) for value in exact]
    n_left = round(sum(exact)) - sum(points)
    by_remainder = sorted(range(len(exact)), key=lambda i: (points[i] - exact[i], i))
    for i in by_remainder[: max(0, n_left)]:
        points[i] += 1
    return points


def parts_shown(explanation: Explanation, words: Words) -> tuple[PartShown, ...]:
    """Return the parts of a score in the order of the weights, as points that add up."""
    contributions = explanation.contributions
    points = share_points([part.contribution for part in contributions])
    most = share_points([part.weight for part in contributions])
    shown = []
    for i, part in enumerate(contributions):
        shown.append(
            PartShown(
                code=part.part,
                name=words.label(part.part),
                points=points[i],
                # Two roundings may disagree by one; a part never shows more than its most.
                max_points=max(most[i], points[i]),
                points_offset=sum(points[:i]),
                text=words.reason(part),
                is_unknown=part.score is None,
                color_class=COLOR_CLASSES[i % len(COLOR_CLASSES)],
            )
        )
    return tuple(shown)


def distance_km(explanation: Explanation) -> float | None:
    """Return how far the offer lies, where it is known."""
    for part in explanation.contributions:
        if "distance_km" in part.figures:
            return float(part.figures["distance_km"])
    return None
