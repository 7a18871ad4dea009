"""A page of any type is read as it stands in the editor, with the place of each thing and few questions asked."""

import json

import pytest
from wagtail.documents import get_document_model
from wagtail.models import get_page_models

from cms.core.blocks import StoryBlock
from cms.core.models import BasePage
from cms.proofreading.blocks import BLOCK_HEADINGS
from cms.proofreading.reading import read_draft
from cms.proofreading.services import proofread
from tests.factories import ArticlePageFactory, FormPageFactory, SectionPageFactory
from tests.factories.records import make_picture

MOST_QUERIES = 4


def text(markup, key="a"):
    return {"type": "text", "value": markup, "id": key}


def article(parent, *blocks, **facts):
    return ArticlePageFactory(parent=parent, story=json.dumps(blocks), **facts)


def codes(page):
    return [finding.code for finding in proofread(page=page)]


@pytest.fixture
def section(home):
    return SectionPageFactory(parent=home, title="Ankommen")


def test_a_link_knows_whether_visitors_can_follow_it(section):
    draft = ArticlePageFactory(parent=section, title="Kita", live=False)
    open_page = ArticlePageFactory(parent=section, title="Schule")
    links = "".join(
        f'<a linktype="page" id="{pk}">{words}</a>'
        for pk, words in ((draft.pk, "Kita-Platz"), (open_page.pk, "Schule wählen"), (99999, "Hort"))
    )

    page = article(section, text(f"<h2>Kinder</h2><p>{links}</p>"))

    assert codes(page) == ["link_hidden", "link_gone"]


@pytest.mark.parametrize("typed", ["//[x", "//[Ort].de/", "https://[Ort].de/"])
def test_what_cannot_be_read_as_an_address_stops_nobody(section, typed):
    page = article(section, text(f'<p><a href="{typed}">Kita</a></p>'))

    assert "typed_address" not in codes(page)


def test_a_typed_address_is_told_where_it_is_a_pages_and_not_where_nothing_can_be_chosen(section):
    typed = '<a href="/ankommen/kita/">Kita</a> <a href="/en/arriving/">Arriving</a>'
    not_choosable = '<a href="/angebote/">Angebote</a> <a href="/en/angebote/">Offers</a>'

    page = article(section, text(f"<p>{typed} {not_choosable}</p>"))

    assert codes(page) == ["typed_address", "typed_address"]


def test_a_deleted_document_is_found_and_one_that_is_there_is_not(section):
    document = get_document_model().objects.create(title="Antrag", file="antrag.pdf")
    there = f'<a linktype="document" id="{document.pk}">Antrag</a>'
    gone = '<a linktype="document" id="99999">Merkblatt</a>'

    assert codes(article(section, text(f"<p>{there} {gone}</p>"))) == ["link_gone"]


def test_the_page_of_a_button_is_followed_with_the_buttons_words(section):
    call = {"title": "Los", "page": 99999, "url": "", "link_text": "Karte holen", "tone": "blue", "text": ""}

    (finding,) = proofread(page=article(section, {"type": "call_to_action", "value": call, "id": "b"}))

    assert finding.code == "link_gone"
    assert "Karte holen" in finding.what


def test_a_picture_above_the_page_is_judged_by_its_own_words(section):
    speechless = make_picture(title="Rathaus", alternative_text="")

    (finding,) = proofread(page=article(section, picture=speechless))

    assert finding.code == "silent_picture"
    assert finding.place.path == ("picture",)


def test_a_picture_in_the_text_is_judged_by_the_words_beside_it(section):
    picture = make_picture(title="Rathaus", alternative_text="Das Rathaus")
    value = {"picture": {"image": picture.pk, "alt_text": "dsc_0041.jpg", "decorative": False}, "caption": ""}

    (finding,) = proofread(page=article(section, {"type": "picture", "value": value, "id": "p"}))

    assert finding.code == "file_name_as_text"
    assert finding.place.path == ("story", "p", "picture")


def test_a_place_is_said_in_words_and_as_the_way_through_the_form(section):
    answer = {"title": "Was kostet das?", "text": '<p><a href="https://amt.example">hier</a></p>'}
    items = [{"type": "item", "id": "i", "value": answer}]

    (finding,) = proofread(page=article(section, {"type": "accordion", "id": "q", "value": {"items": items}}))

    assert finding.place.path == ("story", "q", "items", "i", "text")
    assert finding.place.words.startswith("Inhalt, 1. ")


def test_rich_text_in_a_field_of_its_own_is_read_too(home):
    page = FormPageFactory(parent=home, thanks='<p>Weiter geht es <a href="https://amt.example">hier</a>.</p>')

    assert "empty_link_text" in codes(page)


def test_words_that_were_not_saved_are_read(section):
    page = article(section, text("<p>Gut.</p>"))

    page.story = json.dumps([text("<h3>Zu klein</h3>")])

    assert codes(page) == ["skipped_heading"]


@pytest.mark.parametrize("model", [one for one in get_page_models() if issubclass(one, BasePage)])
def test_every_type_of_page_can_be_read(home, model):
    page = model(title="Neu", locale=home.locale)

    assert read_draft(page).title == "Neu"


def test_many_links_and_pictures_ask_the_database_a_fixed_number_of_times(section, django_assert_max_num_queries):
    pages = [ArticlePageFactory(parent=section) for _number in range(6)]
    links = "".join(f'<p><a linktype="page" id="{page.pk}">{page.title}</a></p>' for page in pages)
    blocks = [
        {"type": "quote", "id": str(n), "value": {"text": "Ja.", "name": "Ina", "picture": make_picture().pk}}
        for n in range(6)
    ]
    page = article(section, text(links), *blocks)
    fresh = type(page).objects.select_related("locale").get(pk=page.pk)

    with django_assert_max_num_queries(MOST_QUERIES):
        proofread(page=fresh)


def test_the_headings_of_blocks_are_those_that_their_templates_show(home):
    shown = {}
    for name, block in StoryBlock().child_blocks.items():
        markup = block.bind(block.get_preview_value()).render({"page": home})
        if levels := [level for level in (2, 3, 4) if f"<h{level}" in markup]:
            shown[name] = levels[0]
    shown.pop("text")  # its headings are written

    assert {name: BLOCK_HEADINGS.get(name) for name in shown} == shown
