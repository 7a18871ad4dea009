"""Use cases, one per file. Services write; what they read comes from `matching.selectors`."""

from matching.services.assign_cohort import CohortProposal, LeftOut, Objective, ProposedPair, propose_cohort
from matching.services.concept_names import concept_names
from matching.services.current_offers import current_offers, forget_offers
from matching.services.errors import (
    BirthDateSettledError,
    ConsentMissingError,
    EngineFaultError,
    NotFoundError,
    PinRefusedError,
    ProfileIncompleteError,
    ServiceError,
)
from matching.services.figures import span_text
from matching.services.import_titles import TitleImport, import_titles
from matching.services.inner_loops import prepare_loops
from matching.services.load_reference_data import load_reference_data
from matching.services.measure_titles import measure_titles, train_titles
from matching.services.propose import warm_up
from matching.services.publish_offers import note_offers_changed, publish_offer, publish_offers, withdraw_offer
from matching.services.react import react
from matching.services.recommend_mentors import RecommendedMentors, recommend_mentors
from matching.services.recommend_offers import RecommendedOffers, recommend_offers
from matching.services.record_consent import record_consent, withdraw_consent
from matching.services.refresh_recommendations import refresh_after_changes, refresh_recommendations
from matching.services.ring_bell import ring_bell, silent_bells
from matching.services.save_profile import save_profile
from matching.services.shown import MatchShown, OpenedOffer, PartShown, RecommendedMentor, RecommendedOffer
from matching.services.understand_offers import understand_offers
from matching.services.words import language_name

__all__ = [
    "BirthDateSettledError",
    "CohortProposal",
    "ConsentMissingError",
    "EngineFaultError",
    "LeftOut",
    "MatchShown",
    "NotFoundError",
    "Objective",
    "OpenedOffer",
    "PartShown",
    "PinRefusedError",
    "ProfileIncompleteError",
    "ProposedPair",
    "RecommendedMentor",
    "RecommendedMentors",
    "RecommendedOffer",
    "RecommendedOffers",
    "ServiceError",
    "TitleImport",
    "concept_names",
    "current_offers",
    "forget_offers",
    "import_titles",
    "language_name",
    "load_reference_data",
    "measure_titles",
    "note_offers_changed",
    "prepare_loops",
    "propose_cohort",
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
    "silent_bells",
    "span_text",
    "train_titles",
    "understand_offers",
    "warm_up",
    "withdraw_consent",
    "withdraw_offer",
]
