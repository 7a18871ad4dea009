"""What the demonstration may do and no other installation."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from cms.accounts import selectors, sessions
from cms.accounts.models import User


def sign_in_as_demo_person(*, request: HttpRequest, user: User) -> None:
    """Sign in as an example person with one click; the session counts as fully proven."""
    if not settings.DEMO_SIGN_IN:
        raise PermissionDenied("only the demonstration signs in with one click")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    sessions.begin(request.session)
    proofs = ("password", "mfa") if selectors.needs_second_factor(user=user) else ("code",)
    sessions.record_proof(request, user, *proofs)


def current_code(*, user: User) -> tuple[str, int]:
    """Return what the authenticator of a demo person shows now, and for how many seconds."""
    if not settings.DEMO_SIGN_IN:
        raise PermissionDenied("only the demonstration tells second factors")
    authenticator = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    now = int(time.time())
    value = hotp_value(decrypt(authenticator.data["secret"]), now // app_settings.TOTP_PERIOD)
    return format_hotp_value(value), app_settings.TOTP_PERIOD - now % app_settings.TOTP_PERIOD
