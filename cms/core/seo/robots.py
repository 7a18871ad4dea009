"""What search engines are asked to leave alone: drafts, copies, personal pages, results of somebody's search."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.models import Page

from cms.core.seo.addresses import absolute, language_codes

NEVER = "noindex, nofollow"
NOT_THIS_ONE = "noindex, follow"

# Rooms in which everything belongs to one person, by the names of their addresses.
PERSONAL_ROOMS = {"accounts", "alumni", "mentoring"}
PERSONAL_BEGINNINGS = ("account_", "mfa_")
OPEN_IN_PERSONAL_ROOMS = {"alumni:how_ranking_works"}
_PERSONAL_DOORS = ("accounts:overview", "alumni:recommended_offers", "mentoring:recommended_mentors")
# Parameters that only lead to a further page of the same list.
_HARMLESS = {"page"}


def for_page(page: Page, request: HttpRequest) -> str:
    """Return the rule for a page; empty when it may be found."""
    if not settings.PORTAL_IS_FINDABLE or getattr(request, "is_preview", False) or not page.live:
        return NEVER
    return NOT_THIS_ONE if page.alias_of_id else ""


def for_view(request: HttpRequest) -> str:
    """Return the rule for what is no page: never for personal ones, not for answers to somebody's words."""
    if not settings.PORTAL_IS_FINDABLE or is_personal(request):
        return NEVER
    return NOT_THIS_ONE if any(value for name, value in request.GET.items() if name not in _HARMLESS) else ""


def is_personal(request: HttpRequest) -> bool:
    """Say whether an address shows something of one person only."""
    match = request.resolver_match
    if match is None:
        return True  # an error, or something that nobody named
    if match.view_name in OPEN_IN_PERSONAL_ROOMS:
        return False
    return bool(PERSONAL_ROOMS & set(match.namespaces)) or match.view_name.startswith(PERSONAL_BEGINNINGS)


def robots_text() -> str:
    """Return robots.txt: what not to ask for, and where the map is."""
    if not settings.PORTAL_IS_FINDABLE:
        return "User-agent: *\nDisallow: /\n"
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /demo/"]
    for code in language_codes():
        with override(code):
            lines += [f"Allow: {reverse(name)}" for name in sorted(OPEN_IN_PERSONAL_ROOMS)]
            lines += [f"Disallow: {address}" for name in _PERSONAL_DOORS if (address := _address(name))]
            lines.append(f"Disallow: {reverse('search:results')}?")
    return "\n".join([*lines, "", f"Sitemap: {absolute(reverse('sitemap_index'))}", ""])


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
