"""What the lexicon says instead of a visitor's words."""

from search.lexicon import Concept, Lexicon, read_glossary
from search.lexicon.concepts import ConceptTable
from search.lexicon.current import GLOSSARY

CONCEPTS = (
    Concept({"de": ("Führerschein", "Fahrerlaubnis"), "en": ("driving licence", "driver's license")}),
    Concept({"de": ("Lizenz",), "en": ("licence",)}),
    Concept({"de": ("Anmeldung", "Registrierung"), "en": ("registration", "register")}),
    Concept({"de": ("Kita", "Kindergarten"), "en": ("nursery", "day care centre")}),
)


def lexicon_of(*concepts: Concept, synonyms: tuple[Concept, ...] = ()) -> Lexicon:
    return Lexicon([ConceptTable(concepts, synonym_weight=0.5, translation_weight=1.0)], synonyms=synonyms)


def said(lexicon: Lexicon, query: str, language: str = "en", *, unknown: tuple[str, ...] = ()) -> set[str]:
    """Return the ways as "start-end words"; all words but these are in documents, in German."""
    ways = lexicon.ways(query.split(), language, known=lambda word, code: code == "de" and word not in unknown)
    return {f"{way.start}-{way.end} {' '.join(way.words)}" for way in ways}


def test_a_phrase_is_translated_before_its_words():
    ways = said(lexicon_of(*CONCEPTS), "exchange driving licence", unknown=("exchange",))

    assert ways == {"1-3 fuhrerschein", "1-3 fahrerlaubnis"}


def test_words_are_translated_when_no_document_knows_the_phrase():
    ways = said(lexicon_of(*CONCEPTS), "driving licence", unknown=("fuhrerschein", "fahrerlaubnis"))

    assert ways == {"1-2 lizenz"}


def test_only_translations_that_occur_in_documents_are_said():
    ways = said(lexicon_of(*CONCEPTS), "registration", unknown=("registrierung",))

    assert ways == {"0-1 anmeldung"}


def test_an_inflected_word_is_translated_too():
    assert said(lexicon_of(*CONCEPTS), "nurseries") == {"0-1 kita", "0-1 kindergarten"}


def test_an_exact_name_is_taken_before_one_with_the_same_stem():
    concepts = (Concept({"de": ("Glas",), "en": ("glass",)}), Concept({"de": ("Brille",), "en": ("glasses",)}))

    assert said(lexicon_of(*concepts), "glasses") == {"0-1 brille"}


def test_a_visitor_of_german_pages_may_type_english():
    ways = lexicon_of(*CONCEPTS).ways(
        ["registration"], "de", known=lambda word, language: (word, language) == ("anmeldung", "de")
    )

    assert [(way.words, way.language, way.kind) for way in ways] == [(("anmeldung",), "de", "translated")]


def test_a_word_of_the_visitors_own_language_is_not_read_as_a_foreign_one():
    lexicon = lexicon_of(*CONCEPTS, Concept({"de": ("Geschenk",), "en": ("gift",)}))

    ways = lexicon.ways(["kita", "gift"], "de", known=lambda _word, language: language == "de")

    assert {way.words for way in ways} == {("kindergarten",)}


def test_a_foreign_phrase_may_hold_a_word_of_the_visitors_own_language():
    lexicon = lexicon_of(Concept({"de": ("Konto",), "en": ("bank account",)}))

    ways = lexicon.ways(["bank", "account"], "de", known=lambda word, language: (word, language) != ("account", "de"))

    assert [(way.start, way.end, way.words) for way in ways] == [(0, 2, ("konto",))]


def test_a_query_without_end_is_looked_up_in_its_beginning_only():
    ways = lexicon_of(*CONCEPTS).ways(["registration"] * 10_000, "en", known=lambda _word, language: language == "de")

    assert max(way.end for way in ways) == 64


def test_a_synonym_weighs_less_than_a_translation_and_never_repeats_what_was_typed():
    ways = lexicon_of(*CONCEPTS).ways(["kita"], "de", known=lambda word, _language: word not in {"day", "care"})

    assert {(way.kind, way.words, way.weight) for way in ways} == {
        ("synonym", ("kindergarten",), 0.5),
        ("translated", ("nursery",), 1.0),
    }


def test_more_words_do_not_weigh_more():
    [way] = lexicon_of(Concept({"de": ("Hort",), "en": ("after-school care of the town",)})).ways(
        ["hort"], "de", known=lambda _word, _language: True
    )

    assert len(way.words) == 4
    assert way.weight == 0.5


def test_related_words_with_the_same_stem_are_not_the_same_word():
    concepts = (Concept({"de": ("Operation",), "en": ("operation",)}),)

    assert said(lexicon_of(*concepts), "operations") == {"0-1 operation"}
    assert said(lexicon_of(*concepts), "operator") == set()


def test_what_editors_say_counts_like_the_visitors_own_words():
    synonyms = (Concept({"de": ("Kita", "Kindergarten", "Spatzennest")}),)

    ways = lexicon_of(*CONCEPTS, synonyms=synonyms).ways(["kita"], "de", known=lambda _word, language: language == "de")

    assert {(way.words, way.weight) for way in ways} == {(("kindergarten",), 1.0), (("spatzennest",), 1.0)}


def test_an_unknown_language_is_read_in_those_that_are_known():
    assert said(lexicon_of(*CONCEPTS), "registration", "uk") == {"0-1 anmeldung", "0-1 registrierung"}


def test_a_lexicon_without_sources_says_nothing():
    assert Lexicon().ways(["registration"], "en", known=lambda _word, _language: True) == ()


def test_the_portals_glossary_holds_more_than_400_concepts_without_repeating_a_line():
    concepts = read_glossary(GLOSSARY)
    heads = [(concept.names["de"], concept.names["en"]) for concept in concepts]

    assert len(concepts) >= 400
    assert len(heads) == len(set(heads))


def test_no_line_of_the_glossary_repeats_a_term():
    repeated = [
        names
        for concept in read_glossary(GLOSSARY)
        for names in concept.names.values()
        if len(set(names)) != len(names)
    ]

    assert repeated == []
