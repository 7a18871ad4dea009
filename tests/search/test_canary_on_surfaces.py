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
from tests.factories import UserFactory
from tests.search.documents.full_portal import publish_everything

pytestmark = pytest.mark.django_db

CANARY = "Zeisigfeder"
# None of these is the canary itself, which a page of results would repeat.
QUESTIONS = ("Zeisigfedr", "Zeisig Feder", "Artikel", "Merkblatt", "Stelle", "Bereich", "Willkommen Fragen")


def surfaces(client):
    """Return every surface by its address, as a visitor or a feed reader gets it."""
    told = {}
    for prefix in ("", "/en"):
        for words in QUESTIONS:
            for more in ({}, {"sort": "newest"}, {"kind": "page"}):
                asked = {"q": words, **more}
                told[f"{prefix} page {asked}"] = client.get(f"{prefix}/suche/", asked)
                told[f"{prefix} json {asked}"] = client.get(
                    f"{prefix}/suche/", asked, headers={"accept": "application/json"}
                )
        for beginning in ("Zei", "Zeisigf", "Merk", "Ste"):
            told[f"{prefix} suggestions {beginning}"] = client.get(f"{prefix}/suche/vorschlaege/", {"q": beginning})
        told[f"{prefix} start page"] = client.get(f"{prefix}/")
    for feed in feeds():
        told[f"feed {feed.name}"] = client.get(reverse("core:feed", args=[feed.name]))
    told["sitemap"] = client.get("/sitemap.xml")
    return {where: response.content.decode() for where, response in told.items()}


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
    where = " ".join(heard(client))

    assert all(sort in where for sort in ("page", "json", "suggestions", "feed", "start page"))


@pytest.mark.parametrize("way", ["unpublished", "expired", "login", "groups", "password"])
def test_what_is_hidden_is_on_no_surface_before_and_after_the_index_forgets_it(client, portal, way):
    hide_by(way, portal)

    with_the_old_index = heard(client)
    indexing.rebuild()

    assert with_the_old_index == []
    assert heard(client) == []


def test_words_that_were_not_found_are_listed_for_editors_without_any_hidden_word(client, portal):
    hide_by("login", portal)
    for _words in range(3):
        client.get("/suche/", {"q": "Zeisigfedr"})
    UserFactory(first_name=CANARY)

    assert CANARY.lower() not in json.dumps(list(AskedWords.objects.values()), default=str).lower()
    assert CANARY.lower() not in str([row.text for row in misses.unanswered()]).lower()
