"""Sign-in and sign-up by a code that is sent by e-mail.

What a stranger can see or measure is the same for every address: one look-up, one code, one rendered letter, one row
in the outbox, one session. Only the letter's words differ, and only the owner of the address reads them. A code
serves one purpose for one address in one session, for ten minutes, once, and is kept as a keyed hash.
"""

import secrets
from dataclasses import asdict, dataclass
from enum import StrEnum

from allauth.core import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from cms.accounts import selectors
from cms.accounts.letters import send_code_letter
from cms.accounts.models import User
from cms.accounts.services.accounts import open_account

SESSION_KEY = "email_code"
N_DIGITS = 8


class CodeFor(StrEnum):
    """What a code may be used for."""

    SIGN_IN = "sign_in"
    SIGN_UP = "sign_up"


class Redeemed(StrEnum):
    """How the attempt to use a code ended."""

    RIGHT = "right"
    WRONG = "wrong"
    GONE = "gone"  # none was asked for, too old, used, or tried too often


@dataclass(frozen=True, slots=True)
class PendingCode:
    """The code that a session waits for."""

    purpose: str
    email: str
    digest: str
    expires_at: float
    next_url: str = ""


def pending_code(*, request: HttpRequest) -> PendingCode | None:
    """Return what the session waits for, unless its time is over."""
    kept = request.session.get(SESSION_KEY)
    if not kept:
        return None
    pending = PendingCode(**kept)
    return pending if timezone.now().timestamp() < pending.expires_at else None


def request_code(*, request: HttpRequest, email: str, purpose: CodeFor, next_url: str = "") -> None:
    """Send a letter to an address and remember in the session what would answer it."""
    email = email.lower()
    user = selectors.find_login(email=email)
    code = f"{secrets.randbelow(10**N_DIGITS):0{N_DIGITS}}"
    kind = _letter_for(user, purpose)
    pending = PendingCode(
        purpose=purpose,
        email=email,
        # A letter without a code leaves one in the session all the same, which nobody knows.
        digest=_digest(purpose, email, code),
        expires_at=timezone.now().timestamp() + settings.EMAIL_CODE_SECONDS,
        next_url=next_url,
    )
    request.session[SESSION_KEY] = asdict(pending)
    send_code_letter(email=email, code=code, kind=kind)


def redeem_code(*, request: HttpRequest, code: str) -> tuple[Redeemed, User | None]:
    """Compare what a person typed; with the right code return their log-in, opened just now when they sign up."""
    pending = pending_code(request=request)
    if pending is None:
        request.session.pop(SESSION_KEY, None)
        return Redeemed.GONE, None
    # Counted under the code itself, outside the session: parallel guesses cannot share one count.
    if not ratelimit.consume(request, action="email_code_try", key=pending.digest):
        request.session.pop(SESSION_KEY, None)
        return Redeemed.GONE, None
    digits = "".join(character for character in code if character.isdecimal())
    if not constant_time_compare(_digest(pending.purpose, pending.email, digits), pending.digest):
        return Redeemed.WRONG, None
    request.session.pop(SESSION_KEY, None)
    if not cache.add(f"email-code-used:{pending.digest}", True, timeout=settings.EMAIL_CODE_SECONDS):
        return Redeemed.GONE, None
    user = _entitled(pending)
    return (Redeemed.RIGHT, user) if user else (Redeemed.GONE, None)


def _letter_for(user: User | None, purpose: CodeFor) -> str:
    # Asked for everybody, so that no answer is quicker than another.
    has_role = selectors.has_role(user_id=user.pk if user else 0)
    if user is None:
        return "welcome" if purpose == CodeFor.SIGN_UP else "no_account"
    if not user.is_active:
        return "blocked"
    if has_role or user.is_staff or user.is_superuser:
        return "staff"
    return "already_here" if purpose == CodeFor.SIGN_UP else "sign_in"


def _entitled(pending: PendingCode) -> User | None:
    """Look again at the moment of use: the log-in may have got a role or been blocked since."""
    user = selectors.find_login(email=pending.email)
    if user is None:
        return open_account(email=pending.email) if pending.purpose == CodeFor.SIGN_UP else None
    if not user.is_active or selectors.needs_second_factor(user=user):
        return None
    return open_account(email=pending.email)


def _digest(purpose: str, email: str, code: str) -> str:
    return salted_hmac(f"cms.accounts.email_code.{purpose}", f"{email}:{code}", algorithm="sha256").hexdigest()
