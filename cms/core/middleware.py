"""What responses carry besides their content."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

from cms.core.error_pages import error_page
from cms.core.request_size import DESK, most_bytes

GetResponse = Callable[[HttpRequest], HttpResponse]
PLAIN_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class CompressionMiddleware(GZipMiddleware):
    """Compresses public texts; pages of signed-in people stay as they are, so that their length gives nothing away.

    Forms for visitors carry a token that is masked anew each time, and Django's random bytes blur the length.
    """

    COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith(self.COMPRESSIBLE)
        is_personal = "no-store" in response.headers.get("Cache-Control", "")
        return super().process_response(request, response) if is_text and not is_personal else response


class RequestSizeMiddleware:
    """Refuses a body that is too long before anything reads it; Django by itself limits words, not files.

    What is larger than visitors may send is taken from the desk's people alone: forms are read before anybody is
    asked who they are. A body without a length is none: Django reads as far as the length says.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _n_bytes(request) > most_bytes(request.path_info):
            return error_page("413", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, path=request.path_info)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _arguments: Any, _named: Any
    ) -> HttpResponse | None:
        if _n_bytes(request) > settings.REQUEST_MAX_BYTES and not request.user.has_perm("wagtailadmin.access_admin"):
            # Somebody whose session has ended meanwhile, or nobody we know.
            return redirect_to_login(request.get_full_path(), reverse("account_password_login"))
        return None


def _n_bytes(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or ""
    return int(told) if told.isdecimal() else 0


class PlainMethodsMiddleware:
    """Refuses what no page of the portal asks for: Django's form views would take PUT for POST; the desk uses some."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in PLAIN_METHODS and not request.path_info.startswith(DESK):
            return HttpResponseNotAllowed(sorted(PLAIN_METHODS))
        return self.get_response(request)


class ResourcePolicyMiddleware:
    """Keeps other sites from taking our pages and files into theirs (Cross-Origin-Resource-Policy)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


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


class DocumentPolicyMiddleware:
    """Keeps what editors uploaded from acting: a document that is opened may load nothing and run nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_document = request.resolver_match is not None and request.resolver_match.view_name == "wagtaildocs_serve"
        if is_document and response.has_header("Content-Disposition"):
            response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


class DeskPolicyMiddleware:
    """Gives the editors' desk the policy it needs; public pages keep the strict one (docs/decisions/0008)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return response
        strict = response.headers.get("Content-Security-Policy")
        if strict and request.GET.get("in_preview_panel") != "true":
            # A draft is a page's own answer and brings the strict policy along; only the desk may frame it.
            response["Content-Security-Policy"] = strict.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
            return response
        # Beside the form, Wagtail's checks work inside the preview and need what the desk needs.
        del response["Content-Security-Policy"]
        setattr(response, "_csp_config", settings.DESK_SECURITY_POLICY)  # noqa: B010  # django-csp reads it there
        return response
