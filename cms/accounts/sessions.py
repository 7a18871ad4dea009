"""What a session remembers: when it began, when it was last used, and how its person has proved who they are."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from cms.accounts.models import User

BEGAN_AT = "began_at"
SEEN_AT = "seen_at"
# A write per request would be a write too many.
SEEN_EVERY_SECONDS = 60


def begin(session: SessionBase) -> None:
    """Start a session's clocks, at sign-in."""
    session[BEGAN_AT] = session[SEEN_AT] = timezone.now().timestamp()


def note_use(session: SessionBase) -> None:
    """Remember that a session is in use; one that never began, begins."""
    if BEGAN_AT not in session:
        begin(session)
    elif timezone.now().timestamp() - session[SEEN_AT] >= min(SEEN_EVERY_SECONDS, settings.SESSION_IDLE_SECONDS / 4):
        session[SEEN_AT] = timezone.now().timestamp()


def has_ended(session: SessionBase, user: User) -> bool:
    """Return whether a session was idle too long, lasted too long, or was ended from another device."""
    if BEGAN_AT not in session:
        return False
    now = timezone.now().timestamp()
    if now - session[SEEN_AT] > settings.SESSION_IDLE_SECONDS:
        return True
    if now - session[BEGAN_AT] > settings.SESSION_ABSOLUTE_SECONDS:
        return True
    return user.sessions_valid_from is not None and session[BEGAN_AT] < user.sessions_valid_from.timestamp()


def record_proof(request: HttpRequest, user: User, *methods: str) -> None:
    """Write into the session how a person has just proved who they are ("code", "password", "mfa")."""
    for method in methods:
        record_authentication(request, user, method)


def proofs(request: HttpRequest, user: User) -> set[str]:
    """Return how this person has proved who they are in this session."""
    # Without the user, allauth would answer for whoever used the session before.
    return {record["method"] for record in get_authentication_records(request, user)}


def has_recent_proofs(request: HttpRequest, user: User, methods: list[str], *, seconds: float) -> bool:
    """Return whether a person gave all these proofs in the last seconds."""
    records = get_authentication_records(request, user)
    recent = {record["method"] for record in records if time.time() - record["at"] < seconds}
    return set(methods) <= recent
