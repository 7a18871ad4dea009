"""From the order by score to the list that is shown: no provider fills it, and what is rarely seen is seen.

Both rules move offers, never their scores, and every move is reported with its reason.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from matching.engine.ranking.exposure import UNTYPICAL, Exposure
from matching.engine.ranking.weights import PROVIDER_WINDOW, Weights
from matching.engine.tables import BoolArray, IntArray

ARRANGED_PLACES: Final = 30
"""Places that the rules care for; further down, where nobody reads, the order by score stays."""

PROVIDER_LIMIT: Final = "provider_limit"
"""Reason of a move down: the provider has its places already."""

EXPOSURE_PREFIX: Final = "exposure_"
"""Begins the reason of a move up; the kind of exposure follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One pair that stands elsewhere than its score alone would put it; places count from 1.

    `reason` is :data:`PROVIDER_LIMIT` or "exposure_few_women", "exposure_few_men", "exposure_shortage". Pairs that
    only made room are not reported.
    """

    position: int
    from_place: int
    to_place: int
    reason: str
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Positions in the order in which they are shown, and what was moved for which reason."""

    order: IntArray
    moves: tuple[Move, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Arrangeable:
    """What the rules read of the pairs of one profile; every column by position.

    `providers` are ids, "" for none (people provide nothing, they are never limited); `exposures` say what deserves
    to be seen; `has_few_known` are pairs that may stand above no good match.
    """

    providers: Sequence[str]
    exposures: Sequence[Exposure | None]
    has_few_known: BoolArray
    is_good_match: BoolArray


def arrange(ranking: IntArray, pairs: Arrangeable, weights: Weights) -> Arrangement:
    """Apply the rules of a program's list to an order by score.

    Place by place the best pair that the rules allow is taken. A provider may have :attr:`Weights.provider_limit` of
    any ten neighbouring places, as long as anybody else is left. Of the first :attr:`Weights.exposure_first` places
    the last ones are kept for what deserves to be seen if less than :attr:`Weights.exposure_least` of it stood above
    by its score; few women and few men take turns. What is known too little stays below every good match.

    Parameters
    ----------
    ranking : ndarray of shape (n_ranked,), int64
        Positions by score, best first, as :func:`rank` returns them.
    pairs : Arrangeable
        What the rules read.
    weights : Weights
        The settings of the rules.

    Returns
    -------
    Arrangement
        The same positions in another order; the same every time.
    """
    first = ranking[:ARRANGED_PLACES].tolist()
    if _keeps_provider_limit(first, pairs, weights) and _keeps_exposure(first, len(ranking), pairs, weights):
        return Arrangement(ranking, ())
    arranging = _Arranging(ranking.tolist(), pairs, weights)
    for _ in range(min(len(ranking), ARRANGED_PLACES)):
        arranging.fill_next_place()
    return arranging.result()


def _keeps_provider_limit(first: list[int], pairs: Arrangeable, weights: Weights) -> bool:
    """Whether no provider has too many neighbouring places by score alone."""
    providers, limit = [pairs.providers[position] for position in first], weights.provider_limit
    if all(n <= limit for provider, n in Counter(providers).items() if provider):
        return True  # as it mostly is, and quickly seen
    return not limit or not any(
        provider and providers[max(0, place - PROVIDER_WINDOW + 1) : place].count(provider) >= limit
        for place, provider in enumerate(providers)
    )


def _keeps_exposure(first: list[int], n_ranked: int, pairs: Arrangeable, weights: Weights) -> bool:
    """Whether by score alone no place has to be kept for what deserves to be seen, or there is nothing of it."""
    if not weights.is_exposure_on or not any(pairs.exposures):
        return True
    n_seen, n_first = 0, min(weights.exposure_first, n_ranked)
    for place, position in enumerate(first[:n_first]):
        if n_first - place <= weights.exposure_least - n_seen:
            return False
        n_seen += pairs.exposures[position] is not None
    return True


class _Arranging:
    """The list while it grows."""

    def __init__(self, ranking: list[int], pairs: Arrangeable, weights: Weights) -> None:
        self._ranking = ranking
        self._pairs = pairs
        self._has_few_known = pairs.has_few_known.tolist()  # lists are asked one by one in less time than arrays
        self._is_good_match = pairs.is_good_match.tolist()
        self._weights = weights
        self._left = list(ranking)
        self._placed: list[int] = []
        self._neighbours: deque[str] = deque(maxlen=PROVIDER_WINDOW - 1)
        self._exposed: Counter[str] = Counter()
        self._n_good_left = int(pairs.is_good_match[ranking].sum())
        self._reasons: dict[int, str] = {}

    def fill_next_place(self) -> None:
        by_score = next(filter(self._is_allowed, self._left), self._left[0])
        chosen = self._kept_place_for() if self._is_place_kept() else None
        if chosen is None:
            chosen = by_score
        elif chosen != by_score:
            exposure = self._pairs.exposures[chosen]
            assert exposure is not None
            self._reasons[chosen] = EXPOSURE_PREFIX + exposure.kind
        self._note_held_back(until=by_score)
        self._place(chosen)

    def result(self) -> Arrangement:
        order = [*self._placed, *self._left]
        to_place = {position: order.index(position) + 1 for position in self._reasons}
        from_place = {position: self._ranking.index(position) + 1 for position in self._reasons}
        moves = (
            Move(
                position=position,
                from_place=from_place[position],
                to_place=to_place[position],
                reason=reason,
                figures=self._figures(position) if reason != PROVIDER_LIMIT else {},
            )
            for position, reason in self._reasons.items()
            # Who was held back may have been overtaken by nobody in the end.
            if (to_place[position] < from_place[position]) == reason.startswith(EXPOSURE_PREFIX)
            and to_place[position] != from_place[position]
        )
        return Arrangement(
            np.array(order, dtype=np.int64), tuple(sorted(moves, key=lambda move: (move.to_place, move.position)))
        )

    def _figures(self, position: int) -> Mapping[str, int]:
        exposure = self._pairs.exposures[position]
        return exposure.figures if exposure is not None else {}

    def _is_allowed(self, position: int) -> bool:
        if self._n_good_left and self._has_few_known[position]:
            return False
        return not self._is_at_limit(position)

    def _is_at_limit(self, position: int) -> bool:
        provider, limit = self._pairs.providers[position], self._weights.provider_limit
        return bool(provider and limit) and self._neighbours.count(provider) >= limit

    def _is_place_kept(self) -> bool:
        weights = self._weights
        n_places = min(weights.exposure_first, len(self._ranking)) - len(self._placed)
        n_needed = weights.exposure_least - self._exposed.total()
        return weights.is_exposure_on and 0 < n_places <= n_needed

    def _kept_place_for(self) -> int | None:
        """Return the best pair that deserves to be seen, of the kind that was seen least."""
        best, fewest = None, None
        for position in self._left:
            exposure = self._pairs.exposures[position]
            if exposure is None or not self._is_allowed(position):
                continue
            turn = (self._exposed[exposure.kind], exposure.kind not in UNTYPICAL)
            if fewest is None or turn < fewest:
                best, fewest = position, turn
        return best

    def _note_held_back(self, *, until: int) -> None:
        for position in self._left:
            if position == until:
                return
            if self._is_at_limit(position):
                self._reasons.setdefault(position, PROVIDER_LIMIT)

    def _place(self, position: int) -> None:
        exposure = self._pairs.exposures[position]
        if exposure is not None and len(self._placed) < self._weights.exposure_first:
            self._exposed[exposure.kind] += 1
        self._n_good_left -= self._is_good_match[position]
        self._neighbours.append(self._pairs.providers[position])
        self._left.remove(position)
        self._placed.append(position)
