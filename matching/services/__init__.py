"""Use cases, one per file. Services write; what they read comes from `matching.selectors`."""

from matching.services.current_offers import current_offers, forget_offers
from matching.services.errors import (
    BirthDateSettledError,
    ConsentMissingError,
    NotFoundError,
    ProfileIncompleteError,
    ServiceError,
)
from matching.services.figures import span_text
from matching.services.load_reference_data import load_reference_data
from matching.services.publish_offers import note_offers_changed, publish_offer, publish_offers, withdraw_offer
from matching.services.react import react
from matching.services.recommend_mentors import RecommendedMentors, recommend_mentors
from matching.services.recommend_offers import RecommendedOffers, recommend_offers
from matching.services.record_consent import record_consent, withdraw_consent
from matching.services.refresh_recommendations import refresh_after_changes, refresh_recommendations
from matching.services.ring_bell import ring_bell
from matching.services.save_profile import save_profile
from matching.services.shown import MatchShown, PartShown, RecommendedMentor, RecommendedOffer
from matching.services.understand_offers import understand_offers
from matching.services.words import language_name

__all__ = [
    "BirthDateSettledError",
    "ConsentMissingError",
    "MatchShown",
    "NotFoundError",
    "PartShown",
    "ProfileIncompleteError",
    "RecommendedMentor",
    "RecommendedMentors",
    "RecommendedOffer",
    "RecommendedOffers",
    "ServiceError",
    "current_offers",
    "forget_offers",
    "language_name",
    "load_reference_data",
    "note_offers_changed",
    "publish_offer",
    "publish_offers",
    "react",
    "recommend_mentors",
    "recommend_offers",
    "record_consent",
    "refresh_after_changes",
    "refresh_recommendations",
    "ring_bell",
    "save_profile",
    "span_text",
    "understand_offers",
    "withdraw_consent",
    "withdraw_offer",
]
