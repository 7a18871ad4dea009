"""Events on the web: what comes, what is over, what is cancelled, and in whose language."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageViewRestriction

from cms.community.models import EventPage
from cms.community.presentation import day_text, time_text
from tests.cms.community.conftest import NOW
from tests.factories import PlaceFactory, translate_page
from tests.factories.events import EventPageFactory, berlin

pytestmark = pytest.mark.django_db


def event(index, title, *, days=0, hours=3, **fields):
    starts_at = NOW + timedelta(days=days)
    fields.setdefault("ends_at", starts_at + timedelta(hours=hours))
    return EventPageFactory(parent=index, title=title, starts_at=starts_at, **fields)


def upcoming_titles(language_code="de", **arguments):
    tags = "{% load community %}{% upcoming_events limit=limit place=place as events %}"
    source = tags + "{% for one in events %}{{ one.title }}|{% endfor %}"
    with translation.override(language_code):
        rendered = Template(source).render(Context({"limit": 3, "place": None, **arguments}))
    return rendered.split("|")[:-1]


def test_what_comes_stands_below_its_month_the_nearest_first(client, index):
    event(index, "Adventsfest", days=20)
    event(index, "Sprachcafé", days=2)

    html = client.get(index.url).content.decode()

    order = [html.index(words) for words in ("November 2026", "Sprachcafé", "Dezember 2026", "Adventsfest")]
    assert order == sorted(order)


def test_what_is_over_is_folded_below_what_comes(client, index):
    event(index, "Gestern", days=-1)
    event(index, "Morgen", days=1)

    html = client.get(index.url).content.decode()

    assert html.index("Morgen") < html.index('<details class="hh-det">') < html.index("Gestern")


def test_an_event_that_runs_is_not_over_and_one_without_an_end_lasts_its_day(client, index):
    event(index, "Läuft gerade", hours=1)
    event(index, "Heute früh", days=-0.3, ends_at=None)

    months = client.get(index.url).context["months"]

    assert [row.title for row in months[0].events] == ["Heute früh", "Läuft gerade"]


def test_a_place_narrows_the_list_and_an_unknown_one_finds_nothing(client, index):
    event(index, "In Zittau", days=1, place=PlaceFactory(name="Zittau"))
    event(index, "In Löbau", days=1)

    at_zittau = client.get(index.url, {"place": "Zittau"}).content.decode()
    nowhere = client.get(index.url, {"place": "<b>Atlantis</b>"}).content.decode()

    assert "In Zittau" in at_zittau
    assert "In Löbau" not in at_zittau
    assert "In Zittau" not in nowhere
    assert "<b>Atlantis" not in nowhere
    assert 'href="?"' in nowhere


def test_signs_that_no_database_takes_find_nothing(client, index):
    event(index, "In Zittau", days=1, place=PlaceFactory(name="Zittau"))

    assert "In Zittau" not in client.get(index.url, {"place": "Zit\x00tau"}).content.decode()


def test_without_events_the_page_says_so(client, index):
    assert client.get(index.url).context["months"] == []
    html = client.get(index.url).content.decode()

    assert "hh-empty" in html
    assert "Zur Startseite" in html.partition("hh-empty")[2].partition("</main>")[0]  # a way on


def test_an_event_tells_when_where_and_for_whom(client, index):
    page = event(index, "Markt", days=8, hours=5, is_online=True)

    html = client.get(page.url).content.decode()

    assert "Samstag, 28. November 2026" in html
    assert "Messepark, Halle 2, Löbau" in html
    assert "Alle, die etwas suchen" in html
    assert f"/termine/{page.translation_key}.ics" in html


def test_a_cancelled_event_says_so_in_words_on_its_page_and_in_the_list(client, index):
    page = event(index, "Markt", days=8, is_cancelled=True)

    assert client.get(page.url).content.decode().count("hh-callout") == 1
    assert "hh-event--off" in client.get(index.url).content.decode()


def test_an_event_that_is_over_offers_no_calendar_entry(client, index):
    page = event(index, "Markt", days=-8)

    assert ".ics" not in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    ("language_code", "minute", "expected"),
    [("de", 0, "ab 10 Uhr"), ("de", 30, "ab 10:30 Uhr"), ("en", 0, "10\u00a0a.m.")],
)
def test_hours_are_written_as_the_language_does(index, language_code, minute, expected):
    page = EventPageFactory(parent=index, starts_at=berlin(2026, 11, 28, 10, minute), ends_at=None)

    with translation.override(language_code):
        assert expected in time_text(event=page)


def test_an_event_over_several_days_tells_the_first_and_the_last(index):
    page = EventPageFactory(parent=index, ends_at=berlin(2026, 11, 29, 12))

    assert "28. November 2026" in day_text(event=page)
    assert "29. November 2026" in day_text(event=page)


def test_blocks_of_other_rooms_get_the_next_events(index):
    event(index, "Übermorgen", days=2)
    event(index, "Morgen", days=1)
    event(index, "Gestern", days=-1)
    event(index, "Entwurf", days=1, live=False)

    assert upcoming_titles() == ["Morgen", "Übermorgen"]
    assert upcoming_titles(limit=1) == ["Morgen"]
    assert upcoming_titles(place=PlaceFactory(name="Zittau")) == []


def test_private_events_are_named_nowhere(client, index):
    private = event(index, "Nur für uns", days=1)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert upcoming_titles() == []
    assert "Nur für uns" not in client.get(index.url).content.decode()


def test_a_translated_event_is_named_once_and_an_untranslated_one_in_german(index):
    translated = event(index, "Markt", days=1)
    event(index, "Sprachcafé", days=2)
    translate_page(index.get_parent(), title="Start")
    translate_page(index, title="Events")
    market = translate_page(translated, title="Market")
    # Also where the German page comes later in the list.
    EventPage.objects.filter(pk=market.pk).update(starts_at=translated.starts_at - timedelta(minutes=5))

    assert upcoming_titles("en") == ["Market", "Sprachcafé"]
    assert upcoming_titles("de") == ["Markt", "Sprachcafé"]


def test_more_events_ask_no_more_of_the_database(client, index):
    page = event(index, "Markt", days=1)
    for url in (index.url, page.url):
        client.get(url)
        with CaptureQueriesContext(connection) as with_one:
            client.get(url)
        for number in range(5):
            event(index, f"Nachbar {number} von {url}", days=2, place=PlaceFactory(name="Görlitz"))

        with CaptureQueriesContext(connection) as with_many:
            client.get(url)

        # The event's page reads its neighbors together with their places.
        assert len(with_many) <= len(with_one)
