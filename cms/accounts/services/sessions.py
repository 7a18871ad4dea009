"""Begin a session with a right code, and end all sessions of a person."""

from collections.abc import Iterable

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.accounts import sessions
from cms.accounts.models import User


def sign_in_with_code(*, request: HttpRequest, user: User, next_url: str = "") -> HttpResponse:
    """Sign a person in whose e-mail code was right; who set up a second factor is asked for it first."""
    sessions.record_proof(request, user, "code")
    return perform_login(request, user, redirect_url=next_url or None)


def sign_in_with_new_password(*, request: HttpRequest, user: User, next_url: str) -> HttpResponse:
    """Sign in somebody who came by a letter and has just chosen a password; the second factor follows."""
    sessions.record_proof(request, user, "password")
    return perform_login(request, user, redirect_url=next_url)


def end_all_sessions(*, user: User) -> None:
    """End every session of a person that has begun until now, on all devices, and the links to a new password."""
    end_sessions_of([user])


def end_sessions_of(users: Iterable[User]) -> None:
    """Do so for several people, as after their roles changed."""
    now, users = timezone.now(), list(users)
    User.objects.filter(pk__in=[user.pk for user in users]).update(sessions_valid_from=now)
    for user in users:
        user.sessions_valid_from = now  # so that saving what was read before does not bring them back
