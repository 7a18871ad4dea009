"""Where allauth asks the project: limits, links in mails, and when a person must show again who they are."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse

from cms.accounts import selectors, sessions


class AccountAdapter(DefaultAccountAdapter):
    """The portal's answers to allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        # Signing up goes through our own e-mail code.
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        sessions.begin(request.session)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Limit guesses per sender and address, and, much wider, per address alone."""
        super().pre_authenticate(request, **credentials)
        address = credentials.get("email", "").casefold()
        if not ratelimit.consume(request, action="login_failed_account", key=address, dry_run=True):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        ratelimit.consume(request, action="login_failed_account", key=credentials.get("email", "").casefold())

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # With the sender in the key, a stranger's guesses do not lock the person out.
        return f"{credentials.get('email', '').casefold()}|{get_ip(request)}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Build the link from the settings, never from the request's Host header."""
        user_part, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_part, "key": token})
        return settings.PORTAL_URL + path

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Ask again before the second factor is touched, except for minutes after somebody gave all proofs."""
        user = self.request.user
        if user.is_authenticated:
            needed = ["password", "mfa"] if selectors.has_second_factor(user=user) else ["password"]
            if sessions.has_recent_proofs(self.request, user, needed, seconds=app_settings.REAUTHENTICATION_TIMEOUT):
                return False
        return super().is_reauthentication_required(app=app, **options)
