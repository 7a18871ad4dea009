"""What blocks of text, lists and numbers show."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.core.blocks import CallToActionBlock, StoryBlock
from tests.cms.core.blocks.shown import drawn, words
from tests.factories import ArticlePageFactory, serve_portal

pytestmark = pytest.mark.django_db


def test_values_that_were_stored_before_stay_valid():
    soup = drawn(
        ("text", "<h2>Was Sie brauchen</h2>"),
        ("steps", {"steps": [{"title": "Termin holen", "text": "<p>Rufen Sie an.</p>"}]}),
        ("callout", {"title": "Zwei Wohnungen?", "text": "<p>Eine ist die Hauptwohnung.</p>"}),
    )

    assert soup.h2.string == "Was Sie brauchen"
    assert words(soup.select_one(".hh-steps")) == "Termin holen Rufen Sie an."
    assert "t-sun" in soup.select_one(".hh-callout")["class"]


def test_an_accordion_opens_without_scripts():
    soup = drawn(("accordion", {"items": [{"title": "Und dann?", "text": "<p>Weiter.</p>"}]}))

    assert soup.select_one("details > summary").string == "Und dann?"
    assert "Weiter." in words(soup.details)


def test_a_box_of_a_checklist_keeps_its_name_when_its_words_change():
    def names(title: str) -> list[str]:
        items = [{"type": "item", "id": "b1", "value": {"title": title, "text": ""}}]
        soup = drawn(("checklist", {"title": "Mappe", "introduction": "", "items": items}))
        return [box["value"] for box in soup.select("input[type=checkbox]")]

    assert names("Ausweis") == names("Pass") == ["b1"]


def test_a_checklist_is_a_list_with_boxes_whose_tools_wait_for_scripts():
    items = [{"title": "Ausweis", "text": "Im Original"}, {"title": "Stift", "text": ""}]

    soup = drawn(("checklist", {"title": "Mappe", "introduction": "Am Abend vorher.", "items": items}))

    assert [words(label) for label in soup.select("ul label")] == ["Ausweis Im Original", "Stift"]
    assert soup.select_one("[data-checklist-tools]").has_attr("hidden")
    assert soup.select_one("[data-share]")
    assert soup.select_one("[data-print]")


def test_a_chart_draws_bars_in_proportion_and_says_every_number_twice():
    rows = [{"label": "Bus", "value": "64"}, {"label": "Rad", "value": "16"}, {"label": "Boot", "value": "0"}]
    value = {"title": "Wege", "description": "Mit dem Bus.", "unit": "Personen", "rows": rows, "source": "Zählung"}

    soup = drawn(("chart", value))

    assert [float(bar["width"]) for bar in soup.select("svg rect")] == [100, 25, 0]
    assert soup.svg["aria-hidden"] == "true"
    assert [words(cell) for cell in soup.select("tbody td")] == ["64", "16", "0"]
    assert "64 Personen" in words(soup.select_one("ul li"))


def test_a_chart_of_nothing_has_no_bars_and_divides_by_nothing():
    rows = [{"label": "Bus", "value": "0"}, {"label": "Rad", "value": "0"}]

    soup = drawn(("chart", {"title": "W", "description": "", "unit": "", "rows": rows, "source": "Z"}))

    assert [float(bar["width"]) for bar in soup.select("svg rect")] == [0, 0]


def test_bars_are_written_with_points_in_every_language():
    rows = [{"label": "Bus", "value": "3"}, {"label": "Rad", "value": "1"}]

    soup = drawn(("chart", {"title": "W", "description": "", "unit": "", "rows": rows, "source": "Z"}))

    assert soup.select("svg rect")[1]["width"] == "33.33"


def test_a_tables_cells_know_their_headings_for_phones():
    table = {
        "columns": [{"type": "text", "heading": "Tag"}, {"type": "number", "heading": "Plätze"}],
        "rows": [{"values": ["<p>Montag</p>", 1200.5]}, {"values": ["<p>Dienstag</p>", None]}],
        "caption": "",
    }

    soup = drawn(("table", {"caption": "Räume", "table": table}))

    assert soup.caption.string == "Räume"
    assert [cell["data-label"] for cell in soup.select("tbody td")] == ["Plätze", "Plätze"]
    assert [words(cell) for cell in soup.select("tbody td")] == ["1.200,50", ""]
    assert [words(head) for head in soup.select("tbody th[scope=row]")] == ["Montag", "Dienstag"]


def test_a_timeline_needs_no_titles():
    soup = drawn(("timeline", {"entries": [{"when": "Vorher", "title": "", "text": "<p>Packen.</p>"}]}))

    assert words(soup.li) == "Vorher Packen."
    assert soup.h3 is None


def test_a_call_leads_to_its_page_and_loses_its_button_when_the_page_goes():
    page = ArticlePageFactory(parent=serve_portal())
    value = {"title": "Los", "text": "", "page": page.pk, "url": "", "link_text": "Karte holen"}

    while_live = drawn(("call_to_action", value))
    page.unpublish()
    afterwards = drawn(("call_to_action", value))

    assert while_live.a["href"] == page.url
    assert words(while_live.a) == "Karte holen"
    assert afterwards.a is None
    assert "Los" in words(afterwards)


@pytest.mark.parametrize("url", ["", "https://heimathafen.example/"])
def test_a_call_has_exactly_one_target(url):
    home = serve_portal()
    block = CallToActionBlock()
    page = None if not url else home
    value = block.normalize({"title": "Los", "text": "", "page": page, "url": url, "link_text": "Los", "tone": "blue"})

    with pytest.raises(ValidationError):
        block.clean(value)


def test_a_draft_may_be_saved_before_the_call_has_a_target():
    block = StoryBlock()
    draft = {"title": "Los", "text": "", "page": None, "url": "", "link_text": "", "tone": "blue"}
    value = block.to_python([{"type": "call_to_action", "value": draft}])

    block.defer_required_validation()
    try:
        assert block.clean(value)
    finally:  # all bodies share their blocks
        block.restore_deferred_validation()


def test_previews_speak_the_language_of_whoever_looks():
    block = StoryBlock().child_blocks["quote"]

    with translation.override("ar"):
        arabic = str(block.get_preview_value()["text"])

    assert arabic != str(block.get_preview_value()["text"])
