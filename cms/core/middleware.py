"""What responses carry besides their content."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

GetResponse = Callable[[HttpRequest], HttpResponse]


class PersonalPagesMiddleware:
    """Keeps pages of signed-in people out of every cache, and out of search engines."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Asking for the user would mark every public page as depending on cookies.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
            response["X-Robots-Tag"] = "noindex"
        return response


class DeskPolicyMiddleware:
    """Gives the editors' desk the policy it needs; public pages keep the strict one (docs/decisions/0008)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            setattr(response, "_csp_config", settings.DESK_SECURITY_POLICY)  # noqa: B010  # django-csp reads it there
        return response
