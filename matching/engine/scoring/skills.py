"""How much of what an offer asks for a profile already brings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from matching.engine.scoring.base import Direction, FeatureScorer, Figure, Reason
from matching.engine.tables import BoolArray, FloatArray, IntArray, OfferTable, ProfileTable
from matching.engine.taxonomy import Taxonomy, skill_nearness

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class SkillsScorer(FeatureScorer):
    """Share of an offer's skills that the profile holds; optional skills count half, neighbours of held ones in part.

    A further skill of the person never lowers it.
    """

    name = "skills"
    never_lowered_by = {"profile.skills": Direction.MORE}

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy

    @property
    def n_features(self) -> int:
        return len(self._taxonomy.skill_ids)

    def features_of_offers(self, offers: OfferTable) -> csr_array:
        shares = offers.skills.copy()
        n_asked = np.diff(shares.indptr)
        shares.data /= np.repeat(shares.sum(axis=1), n_asked)
        return shares

    def query(self, profiles: ProfileTable, row: int) -> Sequence[tuple[IntArray, FloatArray]]:
        return [skill_nearness(self._taxonomy).credit(_skills(profiles, row))]

    # An offer that asks for nothing, or a person of whom no skill is known, tells nothing about a pair.
    def is_known_offer(self, offers: OfferTable) -> BoolArray:
        return np.asarray(np.diff(offers.skills.indptr) > 0)

    def is_known_profile(self, profiles: ProfileTable) -> BoolArray:
        return np.asarray(np.diff(profiles.skills.indptr) > 0)

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        held_rows, asked = _skills(profiles, profile), _skills(offers, offer).tolist()
        held = set(held_rows.tolist())
        credited = set(skill_nearness(self._taxonomy).credit(held_rows)[0].tolist())
        covered = [row for row in asked if row in held]
        near = [row for row in asked if row in credited and row not in held]
        figures: dict[str, Figure] = {
            "covered": len(covered),
            "asked": len(asked),
            "ids": self._ids(covered),
            "near_ids": self._ids(near),
            "missing_ids": self._ids(row for row in asked if row not in held),
        }
        if covered:
            return Reason("skills_covered", figures)
        return Reason("skills_near" if near else "skills_none", figures)

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        sides = {"profile.skills": _skills(profiles, profile), "offer.skills": _skills(offers, offer)}
        return tuple(name for name, skills in sides.items() if not len(skills))

    def _ids(self, rows: Iterable[int]) -> str:
        return " ".join(self._taxonomy.skill_ids[row] for row in rows)


def _skills(table: ProfileTable | OfferTable, row: int) -> IntArray:
    return np.asarray(table.skills.indices[slice(*table.skills.indptr[row : row + 2])], dtype=np.int64)
