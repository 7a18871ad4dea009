"""However many blocks a page has: records are loaded per kind of block, not per block."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.core.models import ContactWording, ReferenceWording
from tests.cms.core.blocks.shown import drawn
from tests.factories import ArticlePageFactory, CompanyIndexPageFactory, CompanyPageFactory, serve_portal
from tests.factories.records import ContactFactory, ReferenceFactory, make_picture

pytestmark = pytest.mark.django_db


def queries_of(blocks):
    with CaptureQueriesContext(connection) as captured, translation.override("en"):
        drawn(*blocks)
    return [query["sql"] for query in captured.captured_queries]


def contacts(number):
    made = [ContactFactory(picture=make_picture()) for _ in range(number)]
    for contact in made:
        ContactWording.objects.create(contact=contact, language_code="en", role="First questions")
    return [("contact", {"contact": contact.pk, "title": ""}) for contact in made]


def laws(number):
    made = [ReferenceFactory() for _ in range(number)]
    for reference in made:
        ReferenceWording.objects.create(reference=reference, language_code="en", statement="Two weeks.")
    return [("law", {"references": [reference.pk]}) for reference in made]


def figures(number):
    made = [ReferenceFactory() for _ in range(number)]
    return [("figures", {"items": [{"value": "1", "label": "Amt", "reference": one.pk}]}) for one in made]


def pictures(number):
    made = [make_picture() for _ in range(number)]
    return [
        ("picture", {"picture": {"image": one.pk, "alt_text": "Blau", "decorative": False}, "caption": ""})
        for one in made
    ]


def quotes(number):
    return [("quote", {"text": "Ja", "name": "M", "role": "", "picture": make_picture().pk}) for _ in range(number)]


def related(number):
    home = serve_portal()
    return [
        (
            "related_pages",
            {"title": "", "pages": [ArticlePageFactory(parent=home).pk, ArticlePageFactory(parent=home).pk]},
        )
        for _ in range(number)
    ]


def calls(number):
    home = serve_portal()
    made = [ArticlePageFactory(parent=home) for _ in range(number)]
    return [
        ("call_to_action", {"title": "Los", "text": "", "page": one.pk, "url": "", "link_text": "Los"}) for one in made
    ]


def companies(number):
    index = CompanyIndexPageFactory(parent=serve_portal())
    return [("company_teaser", {"company": CompanyPageFactory(parent=index).pk}) for _ in range(number)]


@pytest.mark.parametrize(
    ("make", "most"),
    [
        (contacts, 4),  # contacts, wordings, faces, their sizes
        (laws, 2),  # references, wordings
        (figures, 2),
        (pictures, 2),  # pictures, sizes
        (quotes, 2),
        (related, 3),  # pages with their languages; the portal's addresses
        (calls, 3),
        (companies, 4),
    ],
)
def test_more_blocks_of_a_kind_ask_no_more(make, most):
    blocks = make(4)
    queries_of(blocks)  # sizes of pictures are made once

    one, four = queries_of(blocks[:1]), queries_of(blocks)

    assert len(four) == len(one), "\n".join(four)
    assert len(four) <= most, "\n".join(four)


def test_the_same_record_in_many_blocks_is_loaded_once():
    (block,) = laws(1)

    assert len(queries_of([block] * 5)) == len(queries_of([block]))
