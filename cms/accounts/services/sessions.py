"""Begin a session with a right code, and end all sessions of a person."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.accounts import sessions
from cms.accounts.models import User


def sign_in_with_code(*, request: HttpRequest, user: User, next_url: str = "") -> HttpResponse:
    """Sign a person in whose e-mail code was right; who set up a second factor is asked for it first."""
    sessions.record_proof(request, user, "code")
    return perform_login(request, user, redirect_url=next_url or None)


def end_all_sessions(*, user: User) -> None:
    """End every session of a person that has begun until now, on all devices."""
    User.objects.filter(pk=user.pk).update(sessions_valid_from=timezone.now())
