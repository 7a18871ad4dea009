"""Reads: database rows → what views, indexes and the engine need. Nothing here writes."""

from matching.selectors.distance import distance_km
from matching.selectors.engine_records import mentor_records, offer_records, profile_record
from matching.selectors.nearby import mentors_nearby, newest_offers_nearby
from matching.selectors.people import (
    age_in_years,
    consent_in_force,
    may_meet_mentors,
    needs_guardian,
    profile_of,
    reactions_of,
)
from matching.selectors.publication import is_offer_list_public, open_offers, publication_mode
from matching.selectors.suggestions import (
    Suggestion,
    suggest_occupations,
    suggest_places,
    suggest_skills,
)
from matching.selectors.weights import weights_of

__all__ = [
    "Suggestion",
    "age_in_years",
    "consent_in_force",
    "distance_km",
    "is_offer_list_public",
    "may_meet_mentors",
    "mentor_records",
    "mentors_nearby",
    "needs_guardian",
    "newest_offers_nearby",
    "offer_records",
    "open_offers",
    "profile_of",
    "profile_record",
    "publication_mode",
    "reactions_of",
    "suggest_occupations",
    "suggest_places",
    "suggest_skills",
    "weights_of",
]
