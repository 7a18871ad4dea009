"""What was public a moment ago is on no surface of the search: not even while the index still holds it."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.core.seo.registry import feeds
from matching.models import Offer
from search import indexing, misses
from search.models import AskedWords
from tests.search.documents.full_portal import publish_everything

pytestmark = pytest.mark.django_db

CANARY = "Zeisigfeder"
# None of these is the canary itself, which a page of results would repeat.
QUESTIONS = ("Zeisigfedr", "Zeisig Feder", "Artikel", "Merkblatt", "Stelle", "Bereich", "Willkommen Fragen")


def asked_for():
    """Return every surface by its address, with what is asked and the headers."""
    wanted = {}
    for prefix in ("", "/en"):
        for words in QUESTIONS:
            for more in ({}, {"sort": "newest"}, {"kind": "page"}):
                asked = {"q": words, **more}
                wanted[f"page {prefix} {asked}"] = (f"{prefix}/suche/", asked, {})
                wanted[f"json {prefix} {asked}"] = (f"{prefix}/suche/", asked, {"accept": "application/json"})
        for beginning in ("Zei", "Zeisigf", "Merk", "Ste"):
            wanted[f"suggestions {prefix} {beginning}"] = (f"{prefix}/suche/vorschlaege/", {"q": beginning}, {})
        wanted[f"start {prefix}"] = (f"{prefix}/", {}, {})
    for feed in feeds():
        wanted[f"feed {feed.name}"] = (reverse("core:feed", args=[feed.name]), {}, {})
    wanted["sitemap"] = ("/sitemap.xml", {}, {})
    return wanted


def surfaces(client):
    """Return every surface as it is told; each to another address, since one address may not ask so often."""
    told = {}
    for number, (name, (path, asked, headers)) in enumerate(asked_for().items()):
        response = client.get(path, asked, headers=headers, REMOTE_ADDR=f"203.0.{number // 200}.{number % 200 + 1}")
        assert response.status_code == 200, name
        told[name] = response.content.decode()
    return told


def heard(client):
    cache.clear()  # kept pages have tests of their own
    return [where for where, content in surfaces(client).items() if CANARY.lower() in content.lower()]


def hide_by(way, portal):
    """Hide everything that tells the canary, past everything that listens to changes."""
    below = Page.objects.descendant_of(portal.section, inclusive=True)
    if way == "unpublished":
        below.update(live=False)
    elif way == "expired":
        below.update(expire_at=timezone.now() - timedelta(seconds=1), live=False, expired=True)
    else:
        PageViewRestriction.objects.bulk_create([PageViewRestriction(page=portal.section, restriction_type=way)])
    Offer.objects.update(live=False)
    portal.file.delete() if way == "unpublished" else None


@pytest.fixture
def portal():
    portal = publish_everything(CANARY)
    indexing.rebuild()
    return portal


def test_the_canary_is_heard_on_every_sort_of_surface_as_long_as_it_is_public(client, portal):
    where = heard(client)

    for sort in ("page", "json", "suggestions", "start", "feed"):
        assert any(one.startswith(sort) for one in where), sort


@pytest.mark.parametrize("way", ["unpublished", "expired", "login", "groups", "password"])
def test_what_is_hidden_is_on_no_surface_before_and_after_the_index_forgets_it(client, portal, way):
    hide_by(way, portal)

    with_the_old_index = heard(client)
    indexing.rebuild()

    assert with_the_old_index == []
    assert heard(client) == []


def test_what_a_question_was_corrected_to_is_not_listed_for_editors(client, portal):
    hide_by("login", portal)
    for _times in range(3):
        client.get("/suche/", {"q": "Zeisigfedr"})

    assert AskedWords.objects.exists()
    assert CANARY.lower() not in json.dumps(list(AskedWords.objects.values()), default=str).lower()
    assert CANARY.lower() not in str([row.text for row in misses.unanswered()]).lower()
