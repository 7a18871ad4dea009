"""Profiles, offers and pairs as columns that are encoded once; scorers and rules read only these.

* :mod:`.columns` turns values into arrays and says what counts as unknown,
* :mod:`.structure` holds :class:`ProfileTable`, :class:`OfferTable` and :class:`Pairs`,
* :mod:`.encoding` makes tables out of records,
* :mod:`.distance` measures the way between two places.
"""

from matching.engine.tables.columns import (
    INTEREST_CODES,
    OPTIONAL_SKILL_WEIGHT,
    BoolArray,
    DateArray,
    FloatArray,
    IntArray,
    held_certificates,
    language_code,
)
from matching.engine.tables.distance import great_circle_km, is_within_km
from matching.engine.tables.encoding import encode_changed, encode_mentors, encode_offers, encode_profiles
from matching.engine.tables.structure import MENTORING_KIND, OfferTable, Pairs, Places, ProfileTable, taken

__all__ = [
    "INTEREST_CODES",
    "MENTORING_KIND",
    "OPTIONAL_SKILL_WEIGHT",
    "BoolArray",
    "DateArray",
    "FloatArray",
    "IntArray",
    "OfferTable",
    "Pairs",
    "Places",
    "ProfileTable",
    "encode_changed",
    "encode_mentors",
    "encode_offers",
    "encode_profiles",
    "great_circle_km",
    "held_certificates",
    "is_within_km",
    "language_code",
    "taken",
]
