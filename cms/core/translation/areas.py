"""Rooms that do not speak every language yet: they answer in the portal's main language, and the page says so."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def fallback_language(request: HttpRequest) -> str:
    """Return the language that a view's content is shown in for want of the reader's; empty when it is the reader's.

    Pages say it themselves (`BasePage.get_context`).
    """
    match = request.resolver_match
    return "" if match is None or speaks(match.view_name, get_language() or "") else settings.LANGUAGE_CODE


def speaks(view_name: str, language_code: str) -> bool:
    """Return whether a view's content is translated into a language."""
    return not view_name.startswith(settings.UNTRANSLATED_VIEWS.get(language_code, ()))


def written_language(view_name: str) -> str:
    """Return the language in which to write to somebody who uses this view now, in a letter for instance."""
    language_code = get_language() or settings.LANGUAGE_CODE
    return language_code if speaks(view_name, language_code) else settings.LANGUAGE_CODE
