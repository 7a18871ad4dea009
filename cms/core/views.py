"""Error pages, the health page, and pictures in their sizes."""

import sys
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from cms.core import faults
from cms.core.error_pages import error_page, language_of
from cms.core.health import readings
from cms.core.lost import LONGEST_PATH, suggestions, words_of

RENDITION_KEPT_SECONDS = 31_536_000  # a year
MAX_FILE_NAME = 255  # bytes; a file system answers longer names with an error


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Show whether everything is alive; 503 when a vital part is not, so that a watchdog notices."""
    found = readings()
    is_up = all(reading.is_well for reading in found if reading.is_vital)
    status = HTTPStatus.OK if is_up else HTTPStatus.SERVICE_UNAVAILABLE
    if "text/html" not in request.headers.get("Accept", ""):
        lines = [{"name": one.name, "well": one.is_well, "text": one.text} for one in found]
        return JsonResponse({"up": is_up, "readings": lines}, status=status)
    return render(request, "core/health.html", {"readings": found, "is_up": is_up}, status=status)


@require_safe
@cache_control(public=True, max_age=RENDITION_KEPT_SECONDS, immutable=True)
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a picture in one of the sizes that Wagtail made; a changed picture has another name."""
    if len(path.encode()) > MAX_FILE_NAME:
        raise Http404("no picture has such a name")
    return serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / "images"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell a person that the form was open too long, and what to do."""
    return error_page("csrf", HTTPStatus.FORBIDDEN, path=request.path_info)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or form cannot be read; 413: it is too long."""
    if isinstance(exception, RequestDataTooBig):
        return error_page("413", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, path=request.path_info)
    return error_page("400", HTTPStatus.BAD_REQUEST, path=request.path_info)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not for this."""
    return error_page("403", HTTPStatus.FORBIDDEN, path=request.path_info)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: with the search, and with pages that may have been meant."""
    with override(language_of(request.path_info)):
        found = {"suggestions": suggestions(request), "lost_words": words_of(request.path_info[:LONGEST_PATH])}
    return error_page("404", HTTPStatus.NOT_FOUND, path=request.path_info, more=found)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or what says better what is away: a page that needs neither database nor session."""
    name, status = faults.page_for(sys.exc_info()[1])
    response = error_page(name, status, path=request.path_info)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(faults.RETRY_SECONDS)
    return response
