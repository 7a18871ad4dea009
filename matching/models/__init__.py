"""The records of the domain; each file is one subject."""

from matching.models.base import Certificate, GermanLevel, Interest, Program, PublicRecord, QualificationLevel, Rhythm
from matching.models.change import Change, Cursor
from matching.models.classification import (
    NOTHING_PERSONAL,
    PersonalData,
    PersonalFields,
    Purpose,
    Retention,
    impersonal,
    personal,
)
from matching.models.consent import GUARDIAN_CONSENT_AGE, Consent
from matching.models.match import Match, Reaction, Run, WeightsRecord
from matching.models.mentor import Mentor, MentorScreening
from matching.models.offer import MAX_HOURS_A_WEEK, Offer, OfferOccupation, OfferSkill
from matching.models.organization import Organization
from matching.models.place import Place
from matching.models.profile import Profile
from matching.models.publication import PublicationSettings
from matching.models.taxonomy import Occupation, Skill

__all__ = [
    "GUARDIAN_CONSENT_AGE",
    "MAX_HOURS_A_WEEK",
    "NOTHING_PERSONAL",
    "Certificate",
    "Change",
    "Consent",
    "Cursor",
    "GermanLevel",
    "Interest",
    "Match",
    "Mentor",
    "MentorScreening",
    "Occupation",
    "Offer",
    "OfferOccupation",
    "OfferSkill",
    "Organization",
    "PersonalData",
    "PersonalFields",
    "Place",
    "Profile",
    "Program",
    "PublicRecord",
    "PublicationSettings",
    "Purpose",
    "QualificationLevel",
    "Reaction",
    "Retention",
    "Rhythm",
    "Run",
    "Skill",
    "WeightsRecord",
    "impersonal",
    "personal",
]
