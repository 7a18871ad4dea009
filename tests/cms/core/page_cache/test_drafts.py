"""Drafts and what is kept: a preview shows what was written, and nobody else ever sees it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import AdministratorFactory, sign_in_staff

pytestmark = pytest.mark.django_db


def texts(*paragraphs: str) -> str:
    return json.dumps([{"type": "text", "value": f"<p>{paragraph}</p>"} for paragraph in paragraphs])


@pytest.fixture
def draft(portal):
    """Let the start page be public with one text, and wait with another."""
    portal.home.story = texts("Was alle lesen")
    portal.home.save_revision().publish()
    portal.home.story = texts("Noch ein Entwurf")
    portal.home.save_revision()
    return portal.home


@pytest.fixture
def preview(draft):
    """Return what somebody who may see everything is shown of the draft."""
    desk = Client()
    sign_in_staff(desk, AdministratorFactory(is_superuser=True))
    return lambda: desk.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode()


def test_a_preview_shows_the_draft_when_the_public_page_is_kept(draft, preview, visitor):
    visitor.get("/")

    shown = preview()

    assert ("Noch ein Entwurf" in shown, "Was alle lesen" in shown) == (True, False)


def test_a_preview_leaves_nothing_of_the_draft_to_visitors(draft, preview, visitor, kept):
    visitor.get("/health/")  # the process has begun to follow changes
    assert kept.is_active
    preview()

    seen = [visitor.get(address).content.decode() for address in ("/?x", "/")]

    assert [("Noch ein Entwurf" in page, "Was alle lesen" in page) for page in seen] == [(False, True)] * 2
