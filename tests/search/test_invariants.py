"""Promises of the search: checked against what visitors see."""

import pytest

from search import indexing, invariants
from search.models import SearchInvariant
from tests.factories import ArticlePageFactory, serve_portal, translate_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return serve_portal()


@pytest.fixture
def kita(home):
    return ArticlePageFactory(parent=home, title="Kita-Platz finden", story="[]")


def promise(page, query="Kita", **fields):
    return SearchInvariant.objects.create(page=page, query=query, **fields)


def test_a_page_that_is_found_keeps_its_promise(kita):
    indexing.rebuild()
    made = promise(kita)

    assert invariants.check() == []
    made.refresh_from_db()
    assert made.position == 1
    assert made.is_kept
    assert not made.is_broken


def test_a_page_that_is_not_found_breaks_it(kita):
    indexing.rebuild()
    made = promise(kita, query="Hundesteuer")

    broken = invariants.check()

    assert [(one.invariant, one.position) for one in broken] == [(made, None)]
    assert list(invariants.broken()) == [made]


def test_a_page_that_stands_too_far_behind_breaks_it_and_says_where_it_stands(home, kita):
    for number in range(3):
        ArticlePageFactory(parent=home, title=f"Wohnung mieten {number}", summary="Wohnung, Wohnung", story="[]")
    last = ArticlePageFactory(
        parent=home, title="Umzug", summary="Erst die Schule, der Arzt, die Bank, dann die Wohnung", story="[]"
    )
    indexing.rebuild()
    promise(last, query="Wohnung mieten", among_first=3)

    lines = []
    broken = invariants.check(lines.append)

    assert [one.position for one in broken] == [4]
    assert "4" in lines[0]


def test_a_page_that_was_withdrawn_breaks_it_at_once(kita):
    indexing.rebuild()
    promise(kita)
    kita.unpublish()

    assert [one.position for one in invariants.check()] == [None]


def test_a_translation_of_the_page_counts_as_well(home, kita):
    translate_page(home, title="Home")
    translate_page(kita, title="Find a day care place")
    indexing.rebuild()
    promise(kita, query="day care", language="en")

    assert invariants.check() == []


def test_a_promise_that_was_not_checked_yet_is_not_called_broken(kita):
    made = promise(kita)

    assert not made.is_broken
    assert list(invariants.broken()) == []


def test_checking_counts_no_search(kita):
    from search.models import AskedWords

    indexing.rebuild()
    promise(kita)

    invariants.check()

    assert not AskedWords.objects.exists()
