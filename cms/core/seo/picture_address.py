"""Addresses of social pictures: each stands for one title in one color, so it can be kept for a year."""

import hashlib
import re

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from wagtail.models import Page

from cms.core.seo.addresses import absolute, language_codes

DESIGN = "1"  # count up when the drawing changes, so that nobody keeps an old one
DEFAULT_COLOR = "213791"
_COLOR = re.compile(r"[0-9a-f]{6}")


def of_page(page: Page, color: str = "") -> str:
    """Return the whole address of a page's picture, in its municipality's color or the portal's."""
    color = color.lower().lstrip("#")
    return _address(str(page.pk), color if _COLOR.fullmatch(color) else DEFAULT_COLOR, page.title)


def of_portal(language: str) -> str:
    """Return the whole address of the picture of whatever is no page."""
    return _address(language if language in language_codes() else settings.LANGUAGE_CODE, DEFAULT_COLOR, "")


def is_genuine(*, subject: str, color: str, stamp: str, title: str) -> bool:
    """Say whether the portal itself gave out this address, for this title and in this color."""
    return _COLOR.fullmatch(color) is not None and stamp == _stamp(subject, color, title)


def _address(subject: str, color: str, title: str) -> str:
    return absolute(reverse("social_picture", args=[subject, color, _stamp(subject, color, title)]))


def _stamp(subject: str, color: str, title: str) -> str:
    """Return a stamp that nobody else can make: no stranger lets the server draw what it was not asked for."""
    what = "\n".join((DESIGN, subject, color, title, settings.PORTAL_NAME, settings.PORTAL_DISTRICT_NAME))
    return salted_hmac("social picture", what, algorithm=hashlib.sha256().name).hexdigest()[:16]
