"""What a lexicon adds to a question: in the visitor's language, in another one, and for words that were mistyped."""

from datetime import UTC, datetime

from search.engines import EngineQuery
from search.lexicon import Concept, Lexicon
from search.lexicon.concepts import ConceptTable
from tests.search.small_documents import document

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)
CONCEPTS = (
    Concept({"de": ("Ausbildung",), "en": ("apprenticeship",)}),
    Concept({"de": ("Kita", "Kindergarten"), "en": ("nursery", "day care centre")}),
    Concept({"de": ("Kindergärtner",), "en": ("early years teacher",)}),
    Concept({"de": ("Steuerbescheid",), "en": ("tax assessment",)}),
    Concept({"de": ("Nurse",), "en": ("adult nurse",)}),
    Concept({"de": ("Pflegekraft",), "en": ("nurse",)}),
    Concept({"de": ("Miete",), "en": ("rent",)}),
    Concept({"de": ("Geschenk",), "en": ("gift",)}),
    Concept({"de": ("städtische Kinderbetreuung",), "en": ("municipal childcare",)}),
    Concept({"de": ("Wohnung Xyzzyq",), "en": ("flat",)}),
)
LEXICON = Lexicon([ConceptTable(CONCEPTS, synonym_weight=0.5, translation_weight=1.0)])


def search(engine, words, **more):
    return engine.search(EngineQuery(text=words, language="de", sources=("note",), moment=NOW, lexicon=LEXICON, **more))


def titles(engine, words):
    return [hit.object_id for hit in search(engine, words).hits]


def test_an_english_word_that_english_pages_use_finds_german_pages_too(fill):
    engine = fill([document("Die Ausbildung finden"), document("All about an apprenticeship", language="en")])

    assert set(titles(engine, "apprenticeship")) == {"Die Ausbildung finden", "All about an apprenticeship"}


def test_a_word_of_english_pages_is_read_in_english_although_it_has_a_german_meaning(fill):
    engine = fill([document("Die Pflegekraft am Abend"), document("A nurse at night", language="en")])

    assert "Die Pflegekraft am Abend" in titles(engine, "nurse")


def test_a_word_of_german_pages_is_not_taken_for_an_english_one(fill):
    engine = fill([document("Der nursery Preis"), document("Die Kita"), document("A nursery", language="en")])

    assert "Die Kita" not in titles(engine, "nursery")


def test_a_mistyped_word_is_corrected_although_a_known_name_has_its_stem(fill):
    engine = fill([document("Der Kindergarten am Markt"), document("An early years teacher tells", language="en")])

    found = search(engine, "Kindergartn")

    assert found.understood.corrections == (("kindergartn", "kindergarten"),)
    assert found.hits[0].object_id == "Der Kindergarten am Markt"


def test_what_a_name_of_the_lexicon_says_is_not_corrected(fill):
    engine = fill([document("Der Kindergarten am Markt"), document("An early years teacher tells", language="en")])

    assert search(engine, "Kindergärtner").understood.corrections == ()


def test_another_form_of_a_name_of_the_lexicon_is_not_corrected(fill):
    engine = fill([document("Wir bieten Hilfe"), document("The rent is due", language="en")])

    found = search(engine, "Mieten")

    assert found.understood.corrections == ()
    assert found.hits[0].object_id == "The rent is due"


def test_a_german_word_that_pages_have_in_another_form_is_not_read_in_english(fill):
    engine = fill([document("Giftnotruf und Gifte"), document("Ein Geschenk"), document("A gift", language="en")])

    assert "Ein Geschenk" not in titles(engine, "Gift")


def test_parts_of_a_phrase_of_the_lexicon_count_a_little(fill):
    engine = fill([document("Die städtische Kinderbetreuung"), document("Gute Betreuung"), document("Die Kinder")])

    assert titles(engine, "municipal childcare")[0] == "Die städtische Kinderbetreuung"
    assert set(titles(engine, "municipal childcare")) >= {"Gute Betreuung", "Die Kinder"}


def test_a_title_says_all_only_if_it_says_every_word_of_a_phrase(fill):
    engine = fill([document("Eine Wohnung"), document("A flat of one's own", language="en")])

    explained = engine.explain(
        EngineQuery(text="Wohnung Xyzzyq", language="de", sources=("note",), moment=NOW, lexicon=LEXICON),
        "note:Eine Wohnung",
    )

    assert "whole_title" not in {part.field for part in explained.parts}


def test_a_corrected_word_has_the_other_names_of_what_was_meant(fill):
    engine = fill([document("Der Kindergarten am Markt"), document("Ein Platz in der Kita")])

    assert "Ein Platz in der Kita" in titles(engine, "Kindergartn")


def test_a_phrase_of_the_lexicon_is_hardly_meant_where_one_of_its_words_stands(fill):
    engine = fill(
        [
            document("The tax assessment explained", language="en"),
            document("A tax on dogs", language="en"),
            document("An assessment of skills", language="en"),
        ]
    )
    scores = {hit.object_id: hit.score for hit in search(engine, "Steuerbescheid").hits}

    assert scores["The tax assessment explained"] > 4 * max(
        scores.get("A tax on dogs", 0), scores.get("An assessment of skills", 0)
    )
