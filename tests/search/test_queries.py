"""From words to verified, marked, counted and paged results."""

import pytest

from matching import changes
from search import documents, indexing, suggestions
from search.engines import get_engine
from search.queries import Filters, search
from tests.factories import PlaceFactory
from tests.search.small_documents import KITA, MECHATRONICS, NoteSource, document

pytestmark = pytest.mark.django_db


def ask(words, **options):
    return search(words=words, **{"language": "de", **options})


def choices(results, facet):
    """Return count and tick by value of a facet."""
    found = next(one for one in results.facets if one.name == facet)
    return {one.value: (one.count, one.checked) for one in found.choices}


def titles_suggested(words):
    """Return the titles among the suggestions."""
    return [one.label for one in suggestions.suggest(words=words, language="de") if one.group == "title"]


def test_a_result_tells_what_and_where_it_is(indexed_notes):
    indexed_notes.documents["Bus"] = document("Bus", "Der Fahrplan.", url="/bus/", breadcrumb="Leben › Verkehr")
    changes.record(changes.Kind.PAGE, ["Bus"])

    hit = ask("Bus").hits[0]

    assert (hit.title, hit.url, hit.trail, hit.kind, hit.tone) == ("Bus", "/bus/", "Leben › Verkehr", "Notiz", "lake")
    assert (hit.language, hit.language_name) == ("", "")


def test_the_excerpt_is_the_sentence_that_answers_with_its_words_marked(indexed_notes):
    assert ask("Kinderbetreuung Gemeinde").hits[0].excerpt == (
        "Die <mark>Kinderbetreuung</mark> kostet je nach <mark>Gemeinde</mark>."
    )


def test_markup_in_a_text_stays_text(notes):
    notes.documents["Böse"] = document("Böse", '<script>alert(1)</script> & <mark>Pflaster</mark> "Bus"')
    indexing.rebuild()

    excerpt = ask("Pflaster").hits[0].excerpt

    assert "<script>" not in excerpt
    assert "&lt;script&gt;" in excerpt
    assert "&lt;mark&gt;<mark>Pflaster</mark>&lt;/mark&gt;" in excerpt


def test_a_page_in_another_language_says_so(notes):
    notes.documents["Arriving"] = document("Arriving", "The valley is wide.", language="en")
    indexing.rebuild()

    german, english = ask("valley").hits[0], ask("valley", language="en").hits[0]

    assert (german.language, str(german.language_name)) == ("en", "Englisch")
    assert (english.language, english.language_name) == ("", "")


def test_an_english_word_finds_the_german_page_before_the_english_one(notes):
    notes.documents["Arriving"] = document("Arriving", "Registering a flat.", language="en")
    indexing.rebuild()

    assert [hit.title for hit in ask("flat").hits][:2] == ["Wohnung anmelden", "Arriving"]


def test_a_typo_is_corrected_and_named_as_people_write_it(indexed_notes):
    results = ask("Bürgerbürro")

    assert results.hits[0].title == "Wohnung anmelden"
    assert [(one.typed, one.found) for one in results.corrections] == [("Bürgerbürro", "Bürgerbüro")]


def test_a_correction_never_names_a_word_of_a_hidden_document(notes):
    notes.documents["Geheim"] = document("Geheim", "Vertraulichkeitsprotokoll")
    indexing.rebuild()
    notes.hidden.add("Geheim")

    results = ask("Vertraulichkeitsprotokol")

    assert (results.hits, results.corrections, results.facets) == ((), (), ())


def test_kinds_are_counted_and_filtered(notes):
    for n in range(3):
        notes.documents[f"Brief {n}"] = document(f"Brief {n}", "Kita", kind="letter")
    indexing.rebuild()

    everything, letters = ask("Kita"), ask("Kita", filters=Filters(chosen={"kind": ("letter",)}))

    assert choices(everything, "kind") == {"note": (1, False), "letter": (3, False)}
    assert letters.total == 3
    assert choices(letters, "kind") == {"note": (1, False), "letter": (3, True)}


def test_results_come_in_pages_without_gaps_or_repetitions(notes):
    for n in range(25):
        notes.documents[f"Haltestelle {n}"] = document(f"Haltestelle {n}", "Bus")
    indexing.rebuild()
    for n in range(0, 25, 2):
        notes.hidden.add(f"Haltestelle {n}")

    pages = [ask("Bus", page=number, per_page=5) for number in (1, 2, 3)]

    assert [len(page.hits) for page in pages] == [5, 5, 2]
    assert {page.total for page in pages} == {12}
    assert len({hit.title for page in pages for hit in page.hits}) == 12


@pytest.mark.parametrize("page", ["", "0", "-1", "99999999999999999999", "zwei", "1' OR 1=1"])
def test_a_strange_page_number_shows_a_page(indexed_notes, page):
    assert ask("Kita", page=page).hits


def test_nothing_asked_is_nothing_found(indexed_notes):
    assert ask("   ").hits == ask("").hits == ()


def test_without_an_index_the_portal_says_so(notes):
    results = ask("Kita")

    assert not results.is_available
    assert results.hits == ()


def test_a_broken_index_file_is_not_an_error_page(indexed_notes, settings):
    current = settings.SEARCH_INDEX_DIR / get_engine().status().generation
    for part in current.parent.glob("index-*"):
        part.unlink()
    current.write_bytes(b"this is not a database" * 1000)

    results = ask("Kita")

    assert not results.is_available
    assert "not a database" in indexing.status().problem
    assert indexing.follow() > 0
    assert ask("Kita").hits[0].title == KITA


def test_a_source_that_is_closed_neither_answers_nor_counts(indexed_notes):
    documents.register(NoteSource(indexed_notes.documents.values(), is_open=False))

    results = ask("Kita")

    assert (results.hits, results.facets) == ((), ())
    assert titles_suggested("Kita") == []


def test_titles_are_suggested_while_typing(indexed_notes):
    found = suggestions.suggest(words="Mech", language="de")

    assert [(one.label, one.hint) for one in found if one.group == "title"] == [(MECHATRONICS, "Notiz")]


@pytest.mark.parametrize("typed", ["", "M", " M ", "?!", "\0\0"])
def test_too_little_typed_suggests_nothing(indexed_notes, typed):
    assert suggestions.suggest(words=typed, language="de") == []


def test_hidden_titles_are_not_suggested_and_equal_ones_only_once(notes):
    notes.documents["1"] = document("Fahrplan", object_id="1")
    notes.documents["2"] = document("Fahrplan", object_id="2")
    notes.documents["3"] = document("Fahrplan geheim", object_id="3")
    indexing.rebuild()
    notes.hidden.add("3")

    assert titles_suggested("Fahr") == ["Fahrplan"]


def test_places_and_occupations_are_suggested_after_titles(indexed_notes):
    PlaceFactory(name="Niesky")

    place, occupation = (suggestions.suggest(words=words, language="de") for words in ("nies", "Bäcker"))

    assert ("Niesky", "place") in [(one.label, one.group) for one in place]
    assert "occupation" in [one.group for one in occupation]
    assert len(occupation) <= 8


def test_a_correction_names_the_word_even_when_the_page_shown_does_not_hold_it(notes):
    notes.documents["Amt"] = document("Bürgerbüro", "Öffnungszeiten")
    for number in range(12):
        notes.documents[f"Weg {number}"] = document(f"Weg {number}", "Der Weg zum Amt im Bürgerbüro.")
    indexing.rebuild()

    results = ask("Weg Bürgerbürro", page=2)

    assert results.corrected_words == "Weg Bürgerbüro"
