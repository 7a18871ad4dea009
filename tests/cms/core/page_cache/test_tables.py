"""What a statement asks for: single rows, the children of a page, pages of a type, or a list."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from cms.community.models import EventPage
from cms.core.models import Reference
from cms.core.page_cache.reads import Reads, noting
from cms.welcome.models import ArticlePage, SectionPage, StoryPage
from matching.models import Offer

pytestmark = pytest.mark.django_db


def read(rows) -> Reads:
    with noting(Reads(until=0.0)) as reads:
        list(rows)
    return reads


@pytest.mark.parametrize(
    ("rows", "tags"),
    [
        (lambda: StoryPage.objects.all(), {"list:welcome_storypage"}),
        (lambda: EventPage.objects.filter(title="x").order_by("starts_at")[:3], {"list:community_eventpage"}),
        (lambda: StoryPage.objects.exclude(pk=4), {"list:welcome_storypage"}),
        (lambda: StoryPage.objects.filter(pk=4711), set()),
        (lambda: Page.objects.filter(pk__in=[4711, 4712]), set()),
        (lambda: Page.objects.filter(depth=3, path__startswith="00010002"), {"children:00010002"}),
        (lambda: SectionPage.objects.filter(depth=4, path__startswith="00010002"), {"below:00010002"}),
        (
            lambda: Page.objects.filter(
                Q(path="000100020001") | Q(depth=4, path__range=("0001000200010000", "000100020001ZZZZ"))
            ),
            {"children:000100020001"},
        ),
        (lambda: Reference.objects.filter(topic="x"), {"list:reference"}),
        (lambda: Reference.objects.filter(pk=4711), set()),
        (lambda: Offer.objects.filter(title="x"), {"list:offer"}),
        (lambda: Offer.objects.filter(organization=4711, title="x"), set()),
    ],
)
def test_a_statement_is_understood(rows, tags):
    assert read(rows()).tags == tags


def test_pages_of_a_type_are_a_list_of_that_type():
    article = ContentType.objects.get_for_model(ArticlePage)

    assert read(Page.objects.filter(content_type__in=[article], live=False)).tags == {"list:welcome_articlepage"}


def test_a_table_nobody_has_decided_about_is_told():
    assert read(get_user_model().objects.all()).undecided == {"accounts_user"}
    assert not read(Page.objects.all()).undecided
