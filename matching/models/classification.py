"""Why we hold a field about a person, and for how long: stated in code, so that nobody can forget it.

Every model of this project names its `personal_data`: a mapping of field name to purpose and retention, or
`NOTHING_PERSONAL`. A test fails on a model or field without a decision (Art. 5, 25 and 30 GDPR).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What a personal field is used for; the processing register lists these."""

    SIGN_IN = "sign_in"
    RECOMMENDATION = "recommendation"
    MENTORING = "mentoring"
    CONSENT_PROOF = "consent_proof"
    MAIL = "mail"
    REQUEST = "request"
    STORY = "story"
    EDITING = "editing"
    AUDIT = "audit"


class Retention(StrEnum):
    """When a personal field ends."""

    ACCOUNT = "account"  # with the person's account
    RELATION = "relation"  # six months after the tandem or the screening ended (§ 30a BZRG)
    PROOF = "proof"  # three years after withdrawal, to prove the consent (Art. 7 GDPR)
    REQUEST = "request"  # 180 days after somebody sent a form
    CONSENT = "consent"  # until the person withdraws the consent
    DELIVERY = "delivery"  # thirty days after a mail was sent
    SESSION = "session"  # at most twelve hours
    RECORD = "record"  # three years after something was recorded that matters for safety
    OFFICE = "office"  # as long as the staff member works here


@dataclass(frozen=True, slots=True)
class PersonalData:
    """The decision about one field of one model."""

    purpose: Purpose
    retention: Retention


PersonalFields = Mapping[str, PersonalData | None]
"""Field name → decision; `None` says: looked at, tells nothing about a person."""

NOTHING_PERSONAL: PersonalFields = {}


def personal(purpose: Purpose, retention: Retention, *names: str) -> dict[str, PersonalData | None]:
    """Give several fields the same decision."""
    return dict.fromkeys(names, PersonalData(purpose=purpose, retention=retention))


def impersonal(*names: str) -> dict[str, PersonalData | None]:
    """Say of several fields that they tell nothing about a person."""
    return dict.fromkeys(names)
