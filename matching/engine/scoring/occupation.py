"""How near the occupations of a profile are to those of an offer."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.engine.scoring.base import Direction, Reason, ValueScorer, positions_by_profile
from matching.engine.tables import FloatArray, IntArray, OfferTable, Pairs, ProfileTable
from matching.engine.taxonomy import Taxonomy

RELATED_FROM: Final = 0.4
"""From this likeness on (three shared ISCO digits, or many shared skills) two occupations are called related."""


class OccupationScorer(ValueScorer):
    """Best likeness between any occupation of the profile and any of the offer."""

    name = "occupation"
    columns = ("occupations",)
    never_lowered_by = {"profile.occupations": Direction.MORE, "offer.occupations": Direction.MORE}

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        scores = np.full(len(pairs), np.nan)
        n_asked = np.diff(offers.occupations.indptr)
        n_known = np.diff(profiles.occupations.indptr)
        if not n_asked.any() or not len(pairs):
            return scores
        # One step per person, not per pair: the likeness to every occupation, then the best per offer.
        for row, mine in positions_by_profile(pairs):
            if not n_known[row]:
                continue
            held = profiles.occupations.indices[slice(*profiles.occupations.indptr[row : row + 2])]
            likeness = self._taxonomy.nearness.best_of(held.astype(np.int64))
            scores[mine] = _best_per_row(likeness[offers.occupations.indices], offers.occupations.indptr)[
                pairs.offer[mine]
            ]
        return scores

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        held = profiles.occupations.indices[slice(*profiles.occupations.indptr[profile : profile + 2])].astype(np.int64)
        asked = offers.occupations.indices[slice(*offers.occupations.indptr[offer : offer + 2])].astype(np.int64)
        likeness = self._taxonomy.nearness.block(held, asked)
        first, second = np.unravel_index(int(likeness.argmax()), likeness.shape)
        similarity = float(likeness[first, second])
        figures = {
            "similarity": similarity,
            "profile_occupation": self._taxonomy.occupation_ids[held[first]],
            "offer_occupation": self._taxonomy.occupation_ids[asked[second]],
        }
        if similarity >= 1.0:
            return Reason("occupation_same", figures)
        return Reason("occupation_related" if similarity >= RELATED_FROM else "occupation_far", figures)

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        sides = {"profile.occupations": profiles.occupations.indptr[profile : profile + 2]}
        sides["offer.occupations"] = offers.occupations.indptr[offer : offer + 2]
        return tuple(name for name, (start, end) in sides.items() if start == end)


def _best_per_row(values: FloatArray, bounds: IntArray) -> FloatArray:
    """Return the highest value of each row, ``nan`` for rows without any."""
    best = np.full(len(bounds) - 1, np.nan)
    starts, lengths = bounds[:-1], np.diff(bounds)
    # Most have one occupation, few have more than two: to look at all first ones, then at all second ones, is quick.
    for place in range(int(lengths.max(initial=0))):
        rows = np.flatnonzero(lengths > place)
        best[rows] = np.fmax(best[rows], values[starts[rows] + place])
    return best
