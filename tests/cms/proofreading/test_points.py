"""Each point of view sees what readers would stumble over, and keeps quiet about the rest."""

import pytest

from cms.proofreading.draft import Draft, Heading, Link, Paragraph, Picture, Place, Target
from cms.proofreading.points import dead_links, headings, lengths, link_texts, pictures, readability

HERE = Place("Inhalt", ("story",))
HARD = (
    "Die Inanspruchnahme kommunaler Unterstützungsleistungen setzt die ordnungsgemäße Antragstellung voraus. "
    "Antragsberechtigt sind Personensorgeberechtigte mit melderechtlicher Hauptwohnsitznahme im Landkreisgebiet. "
    "Bewilligungsvoraussetzungen konkretisiert die Verwaltungsvorschrift über Zuwendungsangelegenheiten. "
) * 5
EASY = "Sie ziehen um? Dann gehen Sie ins Rathaus. Nehmen Sie Ihren Ausweis mit. Das kostet nichts. " * 8


def draft(**parts):
    return Draft(language_code=parts.pop("language_code", "de"), title=parts.pop("title", "Wohnung anmelden"), **parts)


def paragraphs(*texts):
    return tuple(Paragraph(text, HERE) for text in texts)


def codes(findings):
    return [finding.code for finding in findings]


def written(*found):
    return tuple(Heading(level, text, HERE) for level, text in found)


@pytest.mark.parametrize(
    ("text", "language_code", "found"), [(HARD, "de", True), (EASY, "de", False), (HARD, "ar", False)]
)
def test_a_text_is_called_hard_by_the_formula_of_its_language(text, language_code, found):
    hard = draft(paragraphs=paragraphs(text), language_code=language_code)

    assert ("hard_text" in codes(readability(hard))) is found


def test_a_few_hard_words_are_no_hard_text():
    assert codes(readability(draft(paragraphs=paragraphs("Wohnungsgeberbescheinigung mitbringen.")))) == []


def test_the_longest_sentences_are_named_and_quoted():
    long_one = "Wer " + "und dann noch einmal " * 8 + "umzieht, meldet sich."

    (finding,) = readability(draft(paragraphs=paragraphs("Kurz.", long_one)))

    assert finding.code == "long_sentence"
    assert "Wer und dann noch einmal und" in finding.what


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (written((2, "Erst"), (3, "Dann"), (2, "Zuletzt")), []),
        (written((3, "Dann")), ["skipped_heading"]),
        (written((2, "Erst"), (4, "Tief")), ["skipped_heading"]),
        (written((2, "Unterlagen"), (2, "unterlagen")), ["heading_twice"]),
        (written((2, "Sehr " * 20)), ["long_heading"]),
    ],
)
def test_headings_make_a_table_of_contents(found, expected):
    assert codes(headings(draft(headings=found))) == expected


def test_a_block_with_a_small_heading_of_its_own_needs_a_heading_above_it():
    steps = Heading(3, "Schritte", HERE, is_written=False)

    assert codes(headings(draft(headings=(steps,)))) == ["skipped_heading"]
    assert codes(headings(draft(headings=(*written((2, "So geht es")), steps)))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hier", ["empty_link_text"]),
        ("Klicken Sie bitte hier", ["empty_link_text"]),
        ("Click here", ["empty_link_text"]),
        ("→", ["empty_link_text"]),
        ("https://www.example.org/antrag", ["bare_address"]),
        ("www.example.org", ["bare_address"]),
        ("Antrag auf Wohngeld", []),
        ("Hier wohnen: alle Gemeinden", []),
    ],
)
def test_the_words_of_a_link_say_where_it_leads(text, expected):
    assert codes(link_texts(draft(links=(Link(text, HERE, address="https://example.org"),)))) == expected


def test_the_same_words_lead_to_the_same_place():
    to_one, to_other = Link("Antrag", HERE, page_id=1), Link("antrag", HERE, page_id=2)

    assert codes(link_texts(draft(links=(to_one, to_other)))) == ["ambiguous_links"]
    assert codes(link_texts(draft(links=(to_one, to_one)))) == []


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (Link("Kita", HERE, page_id=1, target=Target.OPEN), []),
        (Link("Kita", HERE, page_id=1, target=Target.GONE), ["link_gone"]),
        (Link("Kita", HERE, page_id=1, target=Target.HIDDEN), ["link_hidden"]),
        (Link("Kita", HERE, address="/leben/kita/", target=Target.TYPED), ["typed_address"]),
        (Link("Angebote", HERE, address="/angebote/"), []),
        (Link("Kita", HERE, address="https://kita.example/"), []),
    ],
)
def test_a_link_leads_to_what_visitors_can_read(link, expected):
    assert codes(dead_links(draft(links=(link,)))) == expected


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (Picture(HERE, 1, alternative_text="Das Rathaus von Niesky"), []),
        (Picture(HERE, 1), ["silent_picture"]),
        (Picture(HERE, 1, is_decorative=True), []),
        (Picture(HERE, 1, alternative_text="IMG_2031.jpg"), ["file_name_as_text"]),
        (Picture(HERE, 1, alternative_text="Bild vom Rathaus"), ["weak_alternative_text"]),
        (Picture(HERE, 1, alternative_text="Am Markt", caption="am Markt"), ["weak_alternative_text"]),
    ],
)
def test_a_picture_says_what_it_shows(picture, expected):
    assert codes(pictures(draft(pictures=(picture,)))) == expected


def test_words_of_a_picture_are_mended_where_they_are_kept():
    (kept_with_picture,) = pictures(draft(pictures=(Picture(HERE, 7),)))
    (kept_on_page,) = pictures(draft(pictures=(Picture(HERE, 7, has_own_words=True),)))

    assert "/images/7/" in kept_with_picture.mend_url
    assert kept_on_page.mend_url == ""


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, []),
        ({"title": "x" * 61}, ["long_title"]),
        ({"title": "x" * 61, "search_title": "kurz"}, []),
        ({"search_description": "x" * 161}, ["long_description"]),
        ({"search_description": "kurz"}, ["short_description"]),
        ({"summary": " "}, ["no_summary"]),
        ({"summary": "Wer umzieht, meldet sich an."}, []),
        ({"paragraphs": paragraphs("Wort " * 81)}, ["long_paragraph"]),
    ],
)
def test_everything_is_as_long_as_its_place_allows(parts, expected):
    assert codes(lengths(draft(**parts))) == expected


def test_every_finding_says_why_it_matters_and_how_it_is_mended():
    bad = draft(
        title="x" * 61,
        summary="",
        paragraphs=paragraphs(HARD * 2),
        headings=written((3, "Dann"), (3, "Dann")),
        links=(Link("hier", HERE, page_id=1, target=Target.GONE),),
        pictures=(Picture(HERE, 1),),
    )

    found = [one for point in (dead_links, pictures, headings, link_texts, readability, lengths) for one in point(bad)]

    assert len(found) >= 8
    assert all(one.what and one.why and one.how and one.place.words for one in found)
