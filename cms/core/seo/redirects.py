"""Addresses that were left: one step to where the page stands now, with the question that came along.

Wagtail writes a redirect when a page is moved or renamed, and for every page below it. Such a redirect points to the
page, not to an address, so it needs no successor when the page moves again.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from cms.core.visible import is_in_time

MOST_STEPS = 5  # editors may write redirects that lead to redirects


class MovedPagesMiddleware:
    """Leads from an address that nobody answers to where its page stands now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        try:
            return _to_new_address(request) or response
        except DatabaseError:  # the page that says what is wrong stands even then
            return response


def _to_new_address(request: HttpRequest) -> HttpResponse | None:
    asked = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    moved = get_redirect(request, asked)
    keeps_question = moved is None
    moved = moved or _moved(request, request.get_full_path())
    target = _end_of(moved, request) if moved else None
    if moved is None or target is None:
        return None
    if keeps_question and (question := request.META.get("QUERY_STRING", "")):
        target = f"{target}{'&' if '?' in target else '?'}{question}"
    return HttpResponsePermanentRedirect(target) if moved.is_permanent else HttpResponseRedirect(target)


def _moved(request: HttpRequest, url: str) -> Redirect | None:
    path = urlsplit(Redirect.normalise_path(url, decode_unicode=False)).path
    return get_redirect(request, path) if path else None


def _end_of(moved: Redirect, request: HttpRequest) -> str | None:
    """Return where a redirect leads in the end; nothing when it leads back, or to a page that is not there."""
    seen = {_plain(request.path)}
    for _step in range(MOST_STEPS):
        page = moved.redirect_page
        if page is not None and not (page.live and is_in_time(page)):
            return None
        target = moved.link
        if not target or (_is_here(target) and _plain(target) in seen):
            return None
        following = _moved(request, target) if moved.redirect_page is None and _is_here(target) else None
        if following is None:
            return target
        seen.add(_plain(target))
        moved = following
    return None


def _is_here(url: str) -> bool:
    return url.startswith("/") and not url.startswith("//")


def _plain(url: str) -> str:
    return Redirect.normalise_path(urlsplit(url).path)
