"""Records at the desk's door what no signal tells: who was turned away, and who took data with them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext

from cms.audit.models import Action
from cms.audit.services.record_event import record_event, record_sparingly

WAGTAILS_NO = "Sorry, you do not have permission to access this area."
EXPORTS = frozenset({"csv", "xlsx"})


class DeskRecordMiddleware:
    """Looks at answers of the desk to people who are signed in; it changes none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.path.startswith(reverse("wagtailadmin_home")):
            _look(request, response)
        return response


def _look(request: HttpRequest, response: HttpResponse) -> None:
    if not request.user.is_authenticated or request.resolver_match is None:
        return
    address = request.resolver_match.view_name or request.resolver_match.route
    if _is_refusal(request, response):
        record_sparingly(Action.REFUSED, actor=request.user, object_kind=address[:100], detail={"by": request.method})
    elif request.GET.get("export") in EXPORTS and "attachment" in response.get("Content-Disposition", ""):
        detail = {"as": request.GET["export"]}
        record_event(Action.EXPORTED, actor=request.user, object_kind=address[:100], detail=detail)


def _is_refusal(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether an answer says no: openly, by the gate of the municipalities, or by leading away."""
    if response.status_code == HTTPStatus.FORBIDDEN or getattr(request, "is_of_others", False):
        return True
    if response.status_code != HTTPStatus.FOUND:
        return False
    target = response.get("Location", "").partition("?")[0]
    if target == reverse("wagtailadmin_home"):
        return _wagtail_said_no(request)
    # Who is signed in and is sent to sign in has no business here.
    return target in {resolve_url(settings.WAGTAILADMIN_LOGIN_URL), reverse("wagtailadmin_login")}


def _wagtail_said_no(request: HttpRequest) -> bool:
    """Wagtail refuses by a message and the way to the start page; saving well ends there, too."""
    waiting: list[Any] = getattr(getattr(request, "_messages", None), "_queued_messages", [])
    no = gettext(WAGTAILS_NO)  # in the words of its own catalog
    return any(no in str(one.message) for one in waiting)
