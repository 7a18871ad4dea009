"""What editors put first: for the right words, on the right days, and only what everybody may see."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search.models import PromotedResult
from search.promotions import overdue, promoted_for
from tests.factories import ArticlePageFactory, serve_portal, translate_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return ArticlePageFactory(parent=serve_portal(), title="Kita-Platz finden", story="[]")


@pytest.fixture
def english(page):
    """The page's English translation."""
    translate_page(page.get_parent().specific, title="Home")
    return translate_page(page, title="Find a day care place")


def day(number):
    return timezone.localdate() + timedelta(days=number)


def promote(page, words="Kita, Platz für Kinder", **fields):
    return PromotedResult.objects.create(page=page, words=words, **fields)


def first(words, language="de"):
    return promoted_for(words=words, language=language, moment=timezone.now())


@pytest.mark.parametrize("words", ["Kita", "KITA", "Wo ist eine Kita?", "Kinder Platz", "der Platz eines Kindes"])
def test_any_of_the_words_calls_for_it_in_any_form(page, words):
    promote(page)

    assert first(words) == (f"page:{page.pk}",)


@pytest.mark.parametrize("words", ["Platz", "Kinder", "Wohnung", "", "für die"])
def test_half_a_phrase_or_another_word_does_not(page, words):
    promote(page)

    assert first(words) == ()


@pytest.mark.parametrize(
    ("start", "end", "is_shown"),
    [(None, None, True), (0, 0, True), (-3, 3, True), (1, None, False), (None, -1, False), (-3, -1, False)],
)
def test_it_stands_first_from_its_first_to_its_last_day(page, start, end, is_shown):
    promote(
        page,
        start_date=None if start is None else day(start),
        end_date=None if end is None else day(end),
    )

    assert bool(first("Kita")) is is_shown


def test_editors_say_what_comes_before_what(page):
    other = ArticlePageFactory(parent=page.get_parent(), title="Kita-Gebühren", story="[]")
    promote(page, sort_order=2)
    promote(other, sort_order=1)
    promote(page, words="Kita", sort_order=3)

    assert first("Kita") == (f"page:{other.pk}", f"page:{page.pk}")


@pytest.mark.parametrize("how", ["unpublished", "private", "expired", "draft"])
def test_what_is_not_public_never_stands_first(page, how):
    promote(page)
    if how == "private":
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.set(Group.objects.all())
    elif how == "expired":
        page.expire_at = timezone.now() - timedelta(hours=1)
        page.save()
    else:
        page.live = False
        page.save()

    assert first("Kita") == ()


def test_visitors_are_shown_the_page_in_their_language(page, english):
    promote(page, words="Kita, day care")

    assert first("day care", language="en") == (f"page:{english.pk}",)
    assert first("Kita", language="de") == (f"page:{page.pk}",)


def test_a_translation_that_is_not_public_leaves_the_page_itself(page, english):
    english.live = False
    english.save()
    promote(page, words="day care")

    assert first("day care", language="en") == (f"page:{page.pk}",)


def test_words_that_call_for_nothing_cost_one_query(page):
    promote(page)

    with CaptureQueriesContext(connection) as queries:
        first("Wohnung")

    assert len(queries) == 1


def test_what_is_over_is_listed_for_editors(page):
    over, running = promote(page, end_date=day(-1)), promote(page, end_date=day(0))

    assert list(overdue()) == [over]
    assert over.is_overdue
    assert not running.is_overdue


def test_a_promotion_without_anything_to_show_cannot_be_stored(page):
    with pytest.raises(IntegrityError), transaction.atomic():
        promote(None)
