"""Whether a person's German is enough for an offer, or a person and a mentor have a language in common."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.engine.scoring.base import Direction, Reason, ValueScorer
from matching.engine.tables import FloatArray, OfferTable, Pairs, ProfileTable, language_code

PER_MISSING_LEVEL: Final = 0.4
"""What each level (of A1 to C2) below the one asked for costs."""


class LanguageScorer(ValueScorer):
    """Offers ask for a level of German, mentors bring languages: enough or shared is 1."""

    name = "language"
    columns = ("german_level", "languages", "kinds")
    never_lowered_by = {
        "profile.german_level": Direction.MORE,
        "profile.languages": Direction.MORE,
        "offer.german_level": Direction.LESS,
    }

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        missing = np.maximum(offers.german_level[pairs.offer] - profiles.german_level[pairs.profile], 0)
        scores = np.clip(1 - PER_MISSING_LEVEL * missing, 0, 1)
        with_mentor = np.flatnonzero(offers.is_mentor[pairs.offer])
        scores[with_mentor] = self._share_a_language(profiles, offers, pairs.take(with_mentor))
        return scores

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        if offers.is_mentor[offer]:
            held = profiles.languages.indices[slice(*profiles.languages.indptr[profile : profile + 2])]
            brought = offers.languages.indices[slice(*offers.languages.indptr[offer : offer + 2])]
            shared = np.intersect1d(held, brought).tolist()
            if not shared:
                return Reason("language_none")
            return Reason("language_shared", {"languages": " ".join(language_code(column) for column in shared)})
        figures = {"asked": int(offers.german_level[offer]), "known": int(profiles.german_level[profile])}
        return Reason("language_fit" if figures["known"] >= figures["asked"] else "language_below", figures)

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        if offers.is_mentor[offer]:
            sides = {"profile.languages": profiles.languages.indptr[profile : profile + 2]}
            sides["offer.languages"] = offers.languages.indptr[offer : offer + 2]
            return tuple(name for name, (start, end) in sides.items() if start == end)
        levels = {
            "profile.german_level": profiles.german_level[profile],
            "offer.german_level": offers.german_level[offer],
        }
        return tuple(name for name, value in levels.items() if np.isnan(value))

    @staticmethod
    def _share_a_language(profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        if not len(pairs):
            return np.zeros(0)
        brought = offers.languages[pairs.offer]
        n_shared = brought.multiply(profiles.languages[pairs.profile]).sum(axis=1)
        is_known = (brought.sum(axis=1) > 0) & (np.diff(profiles.languages.indptr) > 0)[pairs.profile]
        return np.where(is_known, np.where(n_shared > 0, 1.0, 0.0), np.nan)
