"""Sets of words that mean the same: what makes a good one, and that every process hears of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import synonyms
from search.models import Synonym, phrases_in

pytestmark = pytest.mark.django_db


def wrong(*phrases, language="de", without=None):
    return " ".join(synonyms.problems(phrases=phrases, language=language, without=without))


def test_words_stand_one_per_line_or_between_commas():
    assert phrases_in("Kita,Kindergarten\r\n\n  Kinder   tagesstätte ;Kita") == (
        "Kita",
        "Kindergarten",
        "Kinder tagesstätte",
    )


def test_only_sets_in_use_are_read():
    Synonym.objects.create(words="Kita, Kindergarten")
    Synonym.objects.create(words="Amt, Behörde", is_active=False)

    assert synonyms.synonym_sets() == (("de", ("Kita", "Kindergarten")),)


def test_nothing_changed_means_the_same_object_and_one_query():
    Synonym.objects.create(words="Kita, Kindergarten")
    before = synonyms.synonym_sets()

    with CaptureQueriesContext(connection) as queries:
        after = synonyms.synonym_sets()

    assert after is before
    assert len(queries) == 1


@pytest.mark.parametrize("change", ["write", "edit", "remove", "switch off"])
def test_every_change_is_seen_at_once(change):
    kita = Synonym.objects.create(words="Kita, Kindergarten")
    synonyms.synonym_sets()

    if change == "write":
        Synonym.objects.create(words="Amt, Behörde")
    elif change == "remove":
        kita.delete()
    else:
        kita.words, kita.is_active = "Kita, Hort", change == "edit"
        kita.save()

    seen = [words for _language, words in synonyms.synonym_sets()]
    assert (
        seen
        == {
            "write": [("Kita", "Kindergarten"), ("Amt", "Behörde")],
            "edit": [("Kita", "Hort")],
            "remove": [],
            "switch off": [],
        }[change]
    )


def test_a_good_set_has_nothing_wrong():
    assert wrong("Kita", "Kindergarten", "Hort für Kinder") == ""
    assert wrong("kindergarten", "nursery", language="en") == ""


def test_one_word_is_no_set():
    assert "mindestens zwei" in wrong("Kita")


def test_words_that_are_one_to_the_search_are_no_set():
    assert "ein und dasselbe" in wrong("Wohnung", "Wohnungen")


@pytest.mark.parametrize("filler", ["und", "wer wie was", "für die"])
def test_words_that_nobody_looks_for_are_refused(filler):
    assert filler in wrong("Kita", "Kindergarten", filler)


def test_a_sentence_is_too_long():
    assert "Länger als 5" in wrong("Kita", "Haus Garten Straße Baum Auto Rad")


def test_the_same_set_is_not_written_twice():
    kita = Synonym.objects.create(words="Kita, Kindergarten, Hort")

    assert "gehören schon zusammen" in wrong("Kindergärten", "Kita")
    assert wrong("Kindergarten", "Kita", language="en") == ""
    assert wrong("Kindergarten", "Kita", without=kita.pk) == ""
    assert wrong("Kindergarten", "Krippe") == ""
