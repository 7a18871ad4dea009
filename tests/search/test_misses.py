"""What is counted of visitors' words: enough for a list of things to write, and nothing about anybody."""

import logging
from datetime import date, timedelta

import pytest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.utils import ConnectionHandler
from django.test.utils import CaptureQueriesContext

from search import misses
from search.models import AskedWords
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

FIRST_DAY = date(2026, 11, 2)


@pytest.fixture
def calendar(monkeypatch):
    """A day that the test turns."""

    class Calendar:
        today = FIRST_DAY

        def turn(self, days=1):
            self.today += timedelta(days=days)

    turned = Calendar()
    monkeypatch.setattr(misses, "_today", lambda: turned.today)
    return turned


def ask(words, *, n_results=0, language="de"):
    misses.note_search(words=words, language=language, n_results=n_results)


def ask_on_three_days(calendar, words, **more):
    for _day in range(3):
        ask(words, **more)
        calendar.turn()


def readable():
    return [row.text for row in misses.unanswered()]


def everything_stored():
    return " ".join(str(value) for row in AskedWords.objects.values() for value in row.values()).lower()


def test_words_become_readable_on_the_third_day(calendar):
    for _day in range(2):
        ask("Hundesteuer")
        ask("Hundesteuer")
        assert readable() == []
        calendar.turn()

    ask("Hundesteuer")

    assert readable() == ["hundesteuer"]
    assert misses.unanswered()[0].n_unanswered == 5


def test_a_hundred_askings_on_one_day_are_no_three_days(calendar):
    for _time in range(100):
        ask("Hundesteuer")

    assert readable() == []
    assert AskedWords.objects.get().n_days == 1


def test_before_that_nothing_of_the_words_is_stored(calendar):
    ask("Hundesteuer abmelden")

    stored = everything_stored()

    assert "hund" not in stored
    assert "steuer" not in stored
    assert "meld" not in stored


def test_the_key_cannot_be_made_without_the_portals_secret(calendar, settings):
    ask("Hundesteuer")
    key = AskedWords.objects.get().key

    settings.SECRET_KEY = "another-installation-0123456789-0123456789-0123456789"
    ask("Hundesteuer")

    assert AskedWords.objects.exclude(key=key).count() == 1


def test_a_search_is_never_a_row(calendar):
    for words in ("Kita Platz", "Platz Kita", "kita, plätze?", "die Kita den Platz", "KITA-PLATZ"):
        ask(words)

    assert AskedWords.objects.get().n_unanswered == 5


def test_a_row_knows_a_day_and_no_time(calendar):
    types = {field.name: field.get_internal_type() for field in AskedWords._meta.fields}

    assert types["last_day"] == "DateField"
    assert "DateTimeField" not in types.values()
    assert "ForeignKey" not in types.values()


@pytest.mark.parametrize(
    "words",
    [
        "max.mustermann@post.example",
        "0171 2345678",
        "Anna Nowak 1987",
        "https://nachbar.example/",
        "http://nachbar",
        "eins zwei drei vier fünf sechs",
        "ab12cd",
        "§ 18a AufenthG",
        "a_b",
        "x" * 40,
        "",
        "  ",
        "?!",
        "\x00",
        "½",
    ],
)
def test_what_may_point_at_somebody_is_not_even_counted(calendar, words):
    ask_on_three_days(calendar, words)

    assert not AskedWords.objects.exists()


@pytest.mark.parametrize("words", ["Geheimnisvoll", "Katrin Geheimnisvoll", "wohnt geheimnisvoll hier"])
def test_the_name_of_somebody_with_a_log_in_never_becomes_readable(calendar, words):
    UserFactory(first_name="Katrin", last_name="Geheimnisvoll")

    ask_on_three_days(calendar, words)
    ask_on_three_days(calendar, words)

    assert AskedWords.objects.get().n_days == 6
    assert readable() == []
    assert "geheimnisvoll" not in everything_stored()


@pytest.mark.parametrize("words", ["özge", "lüdenscheidt", "mueller lüdenscheidt", "stallberg"])
def test_names_with_umlauts_and_halves_of_double_names_never_become_readable_either(calendar, words):
    UserFactory(first_name="Özge", last_name="Müller-Lüdenscheidt")
    UserFactory(first_name="Anna", last_name="von der Stallberg")

    ask_on_three_days(calendar, words)

    assert readable() == []


def test_a_particle_of_a_name_hides_no_question(calendar):
    UserFactory(first_name="Anna", last_name="von der Stallberg")

    ask_on_three_days(calendar, "fahrplan der bahn")

    assert readable() == ["fahrplan der bahn"]


def test_arabic_words_are_counted_too(calendar):
    ask_on_three_days(calendar, "روضة أطفال", language="ar")

    assert readable() == ["روضة أطفال"]


def test_the_same_letters_in_two_languages_are_two_groups(calendar):
    ask("Rat", language="de")
    ask("Rat", language="en")

    assert AskedWords.objects.count() == 2


def test_words_leave_the_list_as_soon_as_something_is_found(calendar):
    ask_on_three_days(calendar, "Hundesteuer")

    ask("Hundesteuer", n_results=2)

    assert readable() == []
    assert AskedWords.objects.get().n_found == 1


def test_hidden_words_stay_hidden(calendar):
    ask_on_three_days(calendar, "Hundesteuer")
    AskedWords.objects.update(is_hidden=True)

    ask("Hundesteuer")

    assert readable() == []


def test_words_whose_results_nobody_opens_are_listed(calendar):
    for words in ("Kita", "Wohnung"):
        ask_on_three_days(calendar, words, n_results=9)
        ask(words, n_results=9)
        ask(words, n_results=9)
    misses.note_choice(words="die Wohnung", language="de")

    assert [row.text for row in misses.hardly_chosen()] == ["kita"]


def test_choosing_a_result_of_words_that_were_never_counted_writes_nothing(calendar):
    misses.note_choice(words="Kita", language="de")

    assert not AskedWords.objects.exists()


def test_the_most_frequent_words_come_first(calendar):
    ask_on_three_days(calendar, "Hundesteuer")
    ask_on_three_days(calendar, "Kita", n_results=3)
    ask("Kita", n_results=3)
    ask("Kindergeld")

    assert [row.text for row in misses.frequent(limit=10)] == ["kita", "hundesteuer"]


def test_a_flood_of_new_words_does_not_push_out_known_ones(calendar, monkeypatch):
    monkeypatch.setattr(misses, "MOST_ROWS", 30)
    monkeypatch.setattr(misses, "ROWS_FORGOTTEN_AT_ONCE", 10)
    ask_on_three_days(calendar, "Hundesteuer")

    for number in range(200):
        ask("flut" + "".join(chr(ord("a") + int(digit)) for digit in str(number)))

    assert AskedWords.objects.count() <= 30
    assert readable() == ["hundesteuer"]


def test_rare_words_are_forgotten_after_a_month_and_others_after_half_a_year(calendar):
    ask_on_three_days(calendar, "Hundesteuer")
    ask("Kindergeld")

    calendar.turn(misses.UNREADABLE_KEPT_DAYS + 1)
    after_a_month = misses.forget()
    left = readable()
    calendar.turn(misses.READABLE_KEPT_DAYS)
    misses.forget()

    assert after_a_month == 1
    assert left == ["hundesteuer"]
    assert not AskedWords.objects.exists()


def test_counting_what_was_asked_before_on_this_day_costs_one_query(calendar):
    ask("Hundesteuer")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask("Hundesteuer")

    assert len(queries) == 1


def test_a_database_that_is_busy_costs_a_count_and_no_answer(calendar, monkeypatch, caplog):
    def busy(*_words, **_more):
        raise DatabaseError("database is locked: Hundesteuer")

    monkeypatch.setattr(misses, "_count", busy)

    with caplog.at_level(logging.WARNING):
        ask("Hundesteuer")

    assert "a search was not counted" in caplog.text
    assert "Hundesteuer" not in caplog.text


def test_a_clock_that_was_set_back_counts_no_new_day(calendar):
    ask("Hundesteuer")

    calendar.turn(-1)
    ask("Hundesteuer")

    assert AskedWords.objects.get().n_days == 1


def test_on_sqlite_counting_hardly_waits_for_another_writer_and_all_else_waits_as_before(tmp_path, monkeypatch):
    on_file = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "portal.sqlite3", "OPTIONS": {"timeout": 20}}
    portal = ConnectionHandler({DEFAULT_DB_ALIAS: on_file})[DEFAULT_DB_ALIAS]

    def milliseconds_to_wait():
        return portal.connection.execute("PRAGMA busy_timeout").fetchone()[0]

    portal.ensure_connection()
    seen = []
    monkeypatch.setattr(misses, "connection", portal)
    monkeypatch.setattr(misses, "_count", lambda *_words, **_more: seen.append(milliseconds_to_wait()))

    ask("Pflege")

    assert seen == [misses.MOST_MILLISECONDS_TO_WAIT]
    assert milliseconds_to_wait() == 20_000
    portal.close()
