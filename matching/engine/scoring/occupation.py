"""How near the occupations of a profile are to those of an offer."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.engine.scoring.base import Reason, Scorer
from matching.engine.tables import FloatArray, OfferTable, Pairs, ProfileTable
from matching.engine.taxonomy import Taxonomy

RELATED_FROM: Final = 0.4
"""From this likeness on (three shared ISCO digits, or many shared skills) two occupations are called related."""


class OccupationScorer(Scorer):
    """Best likeness between any occupation of the profile and any of the offer."""

    name = "occupation"

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        scores = np.full(len(pairs), np.nan)
        n_asked = np.diff(offers.occupations.indptr)
        n_known = np.diff(profiles.occupations.indptr)
        if not n_asked.any() or not len(pairs):
            return scores
        asked, asked_columns = np.unique(offers.occupations.indices, return_inverse=True)
        has_occupation = np.flatnonzero(n_asked)
        starts = offers.occupations.indptr[has_occupation]
        order = np.argsort(pairs.profile, kind="stable")
        rows, first_of = np.unique(pairs.profile[order], return_index=True)
        # One step per person, not per pair: the likeness to everything asked for, then the best per offer.
        for row, mine in zip(rows.tolist(), np.split(order, first_of[1:]), strict=True):
            if not n_known[row]:
                continue
            held = profiles.occupations.indices[slice(*profiles.occupations.indptr[row : row + 2])]
            likeness = self._taxonomy.nearness.block(held.astype(np.int64), asked).max(axis=0)
            best = np.full(len(offers), np.nan)
            best[has_occupation] = np.maximum.reduceat(likeness[asked_columns], starts)
            scores[mine] = best[pairs.offer[mine]]
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
