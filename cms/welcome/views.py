"""Answers that are no pages: a municipality's color as a stylesheet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.welcome.colors import stylesheet, stylesheet_name

KEPT_SECONDS = 31_536_000  # a year


@require_safe
def brand_stylesheet(request: HttpRequest, color: str, digest: str) -> HttpResponse:
    """Send the rules of a color; an address of an earlier release gets those of today, kept for a minute only."""
    try:
        rules = stylesheet(f"#{color}")
    except ValueError as error:
        raise Http404("no municipality may have this color") from error
    is_todays = stylesheet_name(f"#{color}") == (color, digest)
    response = HttpResponse(rules, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}, immutable" if is_todays else "public, max-age=60"
    return response
