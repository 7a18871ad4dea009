"""How long a session lasts, and that staff never work without a second factor."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from cms.accounts import selectors, sessions
from cms.accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]


class SessionLifetimeMiddleware:
    """Ends sessions that were idle too long, lasted too long, or were ended from another device."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asking for the person would make every public page depend on the cookie.
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.user.is_authenticated and sessions.has_ended(request.session, request.user):
            logout(request)
        response = self.get_response(request)
        if (has_session or request.session.modified) and request.user.is_authenticated:
            sessions.note_use(request.session)
        return response


class StaffSecondFactorMiddleware:
    """Lets nobody with a role do anything before password and second factor were given in this session.

    It looks at the view, not at the address, so that no path into Wagtail's admin, previews or the API goes round it.
    """

    ALWAYS_OPEN = frozenset({"account_logout"})
    OPEN_TO_SET_UP = frozenset({"mfa_activate_totp", "account_reauthenticate"})
    OPEN_TO_ENTER = frozenset({"mfa_reauthenticate"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], arguments: Any, named: Any
    ) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        if not selectors.needs_second_factor(user=request.user):
            return None
        return self._next_step(request, request.user, sessions.proofs(request, request.user))

    def _next_step(self, request: HttpRequest, user: User, proofs: set[str]) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in self.ALWAYS_OPEN:
            return None
        if "password" not in proofs:
            # Came by e-mail code and got a role meanwhile: the code must not lead to setting up a second factor.
            logout(request)
            return redirect_to_login(request.get_full_path(), reverse("account_password_login"))
        # Asked each time: a factor that was switched off is not made up for by an old proof.
        if not selectors.has_second_factor(user=user):
            step, is_open = "mfa_activate_totp", name in self.OPEN_TO_SET_UP
        elif "mfa" not in proofs:
            step, is_open = "mfa_reauthenticate", name in self.OPEN_TO_ENTER
        else:
            return None
        if is_open:
            return None
        return HttpResponseRedirect(f"{reverse(step)}?{urlencode({'next': request.get_full_path()})}")
