"""Sends a municipality's editors away from what is not theirs, before any view of the desk runs."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.auth import permission_denied

from cms.core.town_halls import gate
from cms.core.town_halls.asked import read
from cms.core.town_halls.ownership import municipalities_of


class OwnDeskMiddleware:
    """Lets a municipality's editors through to what is theirs; what is not theirs does not exist for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], arguments: Any, named: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or municipalities_of(request.user) is None:
            return None
        asked = read(request, match)
        if not gate.is_open(asked):
            return permission_denied(request)
        if not gate.belongs(asked):
            request.is_of_others = True  # type: ignore[attr-defined]  # the audit log looks for it
            raise Http404("not this municipality's")
        return None
