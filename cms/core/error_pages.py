"""Pages that say what went wrong, in the language of the address; they need nothing but the templates."""

from collections.abc import Mapping
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_from_path, get_language_info, override


def error_page(name: str, status: HTTPStatus, *, path: str, more: Mapping[str, object] | None = None) -> HttpResponse:
    """Return an error page; the language comes from the address, since whatever broke may have forgotten it."""
    language = language_of(path)
    with override(language):
        context = {
            "error_languages": _languages(language),
            "home_address": reverse("wagtail_serve", args=[""]),
            **(more or {}),
        }
        return HttpResponse(render_to_string(f"errors/{name}.html", context), status=status)


def language_of(path: str) -> str:
    """Return the language that an address begins with, else the portal's own."""
    return get_language_from_path(path) or settings.LANGUAGE_CODE


def _languages(current: str) -> list[dict[str, object]]:
    """Return the start page in each language: whether what is missing exists in another, nobody knows here."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            url = reverse("wagtail_serve", args=[""])
        name = get_language_info(code)["name_local"]
        found.append({"code": code, "name": name[:1].upper() + name[1:], "url": url, "current": code == current})
    return found
