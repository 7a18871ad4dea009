"""Events in the reader's own calendar."""

from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from cms.core.models import Contact
from tests.cms.community.conftest import NOW
from tests.factories.events import EventPageFactory, berlin

pytestmark = pytest.mark.django_db


def address(event) -> str:
    return f"/termine/{event.translation_key}.ics"


def entry(client, event):
    response = client.get(address(event))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    return Calendar.from_ical(response.content).events[0]


def test_an_event_keeps_the_districts_clock_in_summer_and_winter(client, index):
    winter = EventPageFactory(parent=index)
    summer = EventPageFactory(parent=index, starts_at=berlin(2027, 7, 3, 10), ends_at=None)

    assert entry(client, winter).start == berlin(2026, 11, 28, 10)
    assert entry(client, winter).end == berlin(2026, 11, 28, 15)
    assert entry(client, summer).start.utcoffset() == timedelta(hours=2)
    text = client.get(address(summer)).content.decode()
    assert "DTSTART;TZID=Europe/Berlin:20270703T100000" in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "DTEND" not in text.split("BEGIN:VEVENT")[1]


def test_place_and_contact_travel_along(client, index):
    contact = Contact.objects.create(key="c", name="Nguyễn Thu Hà", phone="030 23125 047")
    found = entry(client, EventPageFactory(parent=index, contact=contact))

    assert found["location"] == "Messepark, Halle 2, Löbau"
    assert found["contact"] == "Nguyễn Thu Hà, 030 23125 047"
    assert "/termine/markt-der-moglichkeiten" in found["url"]


@pytest.mark.parametrize("breaks", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85", "\\n\r\n "])
@pytest.mark.parametrize("field", ["title", "venue", "summary"])
def test_no_text_becomes_a_line_of_its_own(client, index, field, breaks):
    wicked = f"Fest{breaks}ATTENDEE:mailto:a@b.example{breaks}BEGIN:VALARM;X=1,2"
    event = EventPageFactory(parent=index, slug="fest", **{field: wicked})

    content = client.get(address(event)).content

    unfolded = content.decode().replace("\r\n ", "")
    assert not [line for line in unfolded.splitlines() if line.startswith(("ATTENDEE", "BEGIN:VALARM"))]
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 1
    assert not Calendar.from_ical(content).walk("VALARM")


def test_a_cancelled_event_replaces_the_entry_that_people_have(client, index):
    event = EventPageFactory(parent=index)
    event.save_revision().publish()
    event.refresh_from_db()
    before = entry(client, event)

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        event.is_cancelled = True
        event.save_revision().publish()
        after = entry(client, event)

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")


def test_all_that_comes_is_one_file_to_subscribe_to(client, index):
    EventPageFactory(parent=index, title="Kommt")
    EventPageFactory(parent=index, title="Vorbei", starts_at=berlin(2026, 11, 1), ends_at=berlin(2026, 11, 2))
    EventPageFactory(parent=index, title="Entwurf", live=False)

    events = Calendar.from_ical(client.get("/termine/kalender.ics").content).events

    assert [str(event["summary"]) for event in events] == ["Kommt"]


def test_drafts_and_private_events_have_no_file(client, index):
    draft, private = EventPageFactory(parent=index, live=False), EventPageFactory(parent=index)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(address(draft)).status_code == 404
    assert client.get(address(private)).status_code == 404


def test_hyphenation_and_line_breaks_do_not_travel_along(client, index):
    event = EventPageFactory(parent=index, title="Nachbar\u00adschafts\u00adfest", summary="Kommt\nalle")

    found = entry(client, event)

    assert found["summary"] == "Nachbarschaftsfest"
    assert found["description"] == "Kommt alle"
