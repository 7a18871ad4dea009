"""Second factors without their owner: taken away for whoever lost the phone, set up for demo people only."""

import base64

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.accounts.letters import send_second_factor_removed_letter
from cms.accounts.models import User
from cms.accounts.services.sessions import end_all_sessions
from cms.audit.models import Action
from cms.audit.services import record_event


@transaction.atomic
def give_second_factor(*, user: User, secret: str) -> None:
    """Give a demo person an authenticator with a known secret (Base32)."""
    if not settings.DEMO_SIGN_IN:
        raise PermissionDenied("a second factor is set up by its owner")
    base64.b32decode(secret, casefold=True)  # refuses what no authenticator could read
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)


@transaction.atomic
def remove_second_factor(*, user: User) -> bool:
    """Take the app and the recovery codes away from somebody who lost them; return whether there were any.

    Every session ends, also a thief's. With the password nothing opens before a new app is connected, and the owner
    is told by mail.
    """
    n_removed, _by_model = Authenticator.objects.filter(user=user).delete()
    if not n_removed:
        return False
    end_all_sessions(user=user)
    record_event(Action.SECOND_FACTOR_REMOVED, object_kind=User._meta.label_lower, object_id=user.public_id)
    send_second_factor_removed_letter(email=user.email)
    return True
