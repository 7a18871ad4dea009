"""Whether an offer is called what a person looks for, in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from matching.engine.scoring.base import Direction, FeatureScorer, Reason
from matching.engine.tables import BoolArray, FloatArray, IntArray, OfferTable, ProfileTable
from matching.engine.taxonomy import Taxonomy, title_grams

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SAME_FROM: Final = 0.95
"""From here on a title is the wish, up to a word or an ending."""

ALIKE_FROM: Final = 0.5
"""From here on a title and a wish share more of their n-grams than they do not."""


class TitleScorer(FeatureScorer):
    """How much of the likest of a person's titles an offer's title holds, by character n-grams; 1 for the same title.

    The n-grams and their weights come from the taxonomy, see :class:`TitleGrams`. A further title of the person never
    lowers it.
    """

    name = "title"
    never_lowered_by = {"profile.titles": Direction.MORE}

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy

    @property
    def n_features(self) -> int:
        return title_grams(self._taxonomy).n_terms

    def features_of_offers(self, offers: OfferTable) -> csr_array:
        return offers.title_grams

    def query(self, profiles: ProfileTable, row: int) -> Sequence[tuple[IntArray, FloatArray]]:
        return profiles.title_grams[row]

    def is_known_offer(self, offers: OfferTable) -> BoolArray:
        return np.asarray(np.diff(offers.title_grams.indptr) > 0)

    def is_known_profile(self, profiles: ProfileTable) -> BoolArray:
        return np.array([bool(titles) for titles in profiles.title_grams], dtype=np.bool_)

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        mine = slice(*offers.title_grams.indptr[offer : offer + 2])
        title = offers.title_grams.indices[mine], offers.title_grams.data[mine]
        likeness = min(max((_product(wish, title) for wish in profiles.title_grams[profile]), default=0.0), 1.0)
        figures = {"likeness": round(likeness, 2)}
        if likeness >= SAME_FROM:
            return Reason("title_same", figures)
        return Reason("title_alike" if likeness >= ALIKE_FROM else "title_far", figures)

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        sides = {"profile.titles": bool(profiles.title_grams[profile])}
        sides["offer.title"] = bool(offers.title_grams.indptr[offer] < offers.title_grams.indptr[offer + 1])
        return tuple(name for name, is_known in sides.items() if not is_known)


def _product(wish: tuple[IntArray, FloatArray], title: tuple[IntArray, FloatArray]) -> float:
    places = np.minimum(np.searchsorted(wish[0], title[0]), len(wish[0]) - 1)  # both are in ascending order
    is_shared = wish[0][places] == title[0]
    return float(wish[1][places[is_shared]] @ title[1][is_shared])
