"""Set up a second factor without its owner: for demo people only."""

import base64

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.accounts.models import User


@transaction.atomic
def give_second_factor(*, user: User, secret: str) -> None:
    """Give a demo person an authenticator with a known secret (Base32)."""
    if not settings.DEMO_SIGN_IN:
        raise PermissionDenied("a second factor is set up by its owner")
    base64.b32decode(secret, casefold=True)  # refuses what no authenticator could read
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)
