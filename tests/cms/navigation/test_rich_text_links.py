"""Links inside texts: few queries, the reader's language, nothing about pages that are not public."""

import json

import pytest
from wagtail.models import PageViewRestriction
from wagtail.rich_text import expand_db_html

from cms.navigation.rich_text_links import expect_links, links_of_one_request
from tests.factories import ArticlePageFactory, SectionPageFactory, serve_portal, translate_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    section = SectionPageFactory(parent=serve_portal())
    return [ArticlePageFactory(parent=section) for _ in range(4)]


def link_to(page) -> str:
    return f'<p><a linktype="page" id="{page.pk}">dort</a></p>'


def test_all_links_of_a_body_are_looked_up_with_one_query(articles, django_assert_num_queries):
    articles[0].get_url()
    body = [{"type": "text", "value": link_to(article)} for article in articles]

    with links_of_one_request(), django_assert_num_queries(1):
        expect_links(json.loads(json.dumps(body)))
        written = [expand_db_html(block["value"]) for block in body]

    assert written == [f'<p><a href="{article.url}">dort</a></p>' for article in articles]


def test_a_link_without_a_request_works_too(articles):
    assert expand_db_html(link_to(articles[0])) == f'<p><a href="{articles[0].url}">dort</a></p>'


def test_a_link_leads_to_the_readers_language(articles, settings):
    from django.utils import translation

    home = articles[0].get_parent().get_parent()
    translate_page(home, title="Arrive.")
    translate_page(articles[0].get_parent(), title="Arriving")
    english = translate_page(articles[0], title="Registering")

    with translation.override("en"):
        assert expand_db_html(link_to(articles[0])) == f'<p><a href="{english.url}">dort</a></p>'


def test_a_page_that_is_not_public_gives_no_address_away(articles):
    articles[0].unpublish()
    PageViewRestriction.objects.create(page=articles[1], restriction_type=PageViewRestriction.LOGIN)

    assert expand_db_html(link_to(articles[0])) == "<p><a>dort</a></p>"
    assert expand_db_html(link_to(articles[1])) == "<p><a>dort</a></p>"
    assert expand_db_html('<p><a linktype="page" id="kaputt">dort</a></p>') == "<p><a>dort</a></p>"
