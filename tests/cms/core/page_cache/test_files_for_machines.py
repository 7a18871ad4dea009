"""Calendars, maps of the site and feeds: made once, however often machines ask, and anew after a change."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.companies import handbook_pdf
from cms.core.seo import sitemap
from tests.factories.events import EventPageFactory
from tests.factories.handbook import HandbookPageFactory

pytestmark = pytest.mark.django_db

FILES = ("/termine/kalender.ics", "/sitemap.xml", "/sitemap-de-1.xml", "/feeds/termine.xml")


@pytest.fixture
def event(portal):
    event = EventPageFactory(parent=portal.home, title="Hafenfest", starts_at=timezone.now() + timedelta(days=3))
    event.save_revision().publish()
    return event


@pytest.mark.parametrize("path", FILES)
def test_who_asks_again_gets_it_without_a_question_to_the_database(event, visitor, path):
    first = visitor.get(path)

    with CaptureQueriesContext(connection) as asked:
        again = visitor.get(path)

    assert (first.status_code, again.content, len(asked)) == (200, first.content, 0)


@pytest.mark.parametrize("path", FILES)
def test_a_change_is_in_it_when_the_change_log_has_been_read(event, visitor, kept, clock, path):
    before = visitor.get(path).content
    event.title, event.slug = "Laternenfest", "laternenfest"
    event.save_revision().publish()
    clock.pass_by(1.0)

    assert visitor.get(path).content != before


def test_a_handbook_is_put_together_once_however_often_its_file_is_asked_for(portal, visitor, monkeypatch):
    handbook = HandbookPageFactory(parent=portal.home, title="Handbuch für Betriebe")
    handbook.save_revision().publish()
    put_together = []
    monkeypatch.setattr(handbook_pdf, "_pdf", lambda source: b"%PDF")
    monkeypatch.setattr(handbook_pdf, "_source", lambda page: put_together.append(page.pk) or f"source {page.title}")

    sent = [visitor.get(f"{handbook.url}pdf/").getvalue() for _time in range(3)]

    assert sent == [b"%PDF"] * 3
    assert put_together == [handbook.pk]


@pytest.mark.parametrize("number", ["0", "101", "999999999999"])
def test_a_part_of_the_map_that_cannot_be_is_refused_without_work(portal, visitor, monkeypatch, number):
    monkeypatch.setattr(sitemap, "entries", lambda **_which: pytest.fail("the map was read"))

    assert visitor.get(f"/sitemap-de-{number}.xml").status_code == 404
