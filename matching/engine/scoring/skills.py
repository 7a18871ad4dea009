"""How much of what an offer asks for a profile already brings."""

from __future__ import annotations

import numpy as np

from matching.engine.scoring.base import Figure, Reason, Scorer
from matching.engine.tables import FloatArray, IntArray, OfferTable, Pairs, ProfileTable
from matching.engine.taxonomy import Taxonomy


class SkillsScorer(Scorer):
    """Share of an offer's skills that the profile holds, an optional skill counting half of an essential one."""

    name = "skills"

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        asked = offers.skills[pairs.offer]
        asked_weight = asked.sum(axis=1)
        has_any = (np.diff(profiles.skills.indptr) > 0)[pairs.profile]
        covered = asked.multiply(profiles.skills[pairs.profile]).sum(axis=1)
        # An offer that asks for nothing, or a person of whom no skill is known, tells nothing about this pair.
        is_known = (asked_weight > 0) & has_any
        scores: FloatArray = np.divide(covered, asked_weight, out=np.full(len(pairs), np.nan), where=is_known)
        return scores

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        held = profiles.skills.indices[slice(*profiles.skills.indptr[profile : profile + 2])]
        asked = offers.skills.indices[slice(*offers.skills.indptr[offer : offer + 2])]
        is_covered = np.isin(asked, held)
        figures: dict[str, Figure] = {
            "covered": int(is_covered.sum()),
            "asked": len(asked),
            "ids": self._ids(asked[is_covered]),
            "missing_ids": self._ids(asked[~is_covered]),
        }
        return Reason("skills_covered" if is_covered.any() else "skills_none", figures)

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        sides = {"profile.skills": profiles.skills.indptr[profile : profile + 2]}
        sides["offer.skills"] = offers.skills.indptr[offer : offer + 2]
        return tuple(name for name, (start, end) in sides.items() if start == end)

    def _ids(self, rows: IntArray) -> str:
        return " ".join(self._taxonomy.skill_ids[row] for row in rows.tolist())
