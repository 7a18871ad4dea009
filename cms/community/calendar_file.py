"""Events as an iCalendar file, as every calendar program reads it (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from cms.community.models import EventPage
from cms.community.presentation import where_text
from cms.core.phrases import one_line

PRODUCT = "-//Heimathafen//Heimathafen//DE"
ASKED_AGAIN_AFTER = timedelta(hours=12)


def calendar_file(*, events: Iterable[EventPage], name: str) -> bytes:
    """Return events as one file; a later version of an event replaces the earlier one in the reader's calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("refresh-interval", ASKED_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    years = {timezone.now().year}
    for event in events:
        calendar.add_component(_entry(event))
        years |= {event.starts_at.year, (event.ends_at or event.starts_at).year}
    # Without years it would tell summer time since 1970.
    calendar.add_missing_timezones(date(min(years), 1, 1), date(max(years) + 1, 12, 31))
    return calendar.to_ical()


def _entry(event: EventPage) -> Event:
    published_at = event.last_published_at or event.first_published_at or event.starts_at
    entry = Event()
    entry.add("uid", f"{event.translation_key}@{urlsplit(settings.PORTAL_URL).hostname}")
    entry.add("sequence", _n_seconds_since_first(event, published_at))
    entry.add("dtstamp", published_at)
    entry.add("last-modified", published_at)
    entry.add("dtstart", _local(event.starts_at))
    if event.ends_at:
        entry.add("dtend", _local(event.ends_at))
    entry.add("summary", one_line(event.title))
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if event.summary:
        entry.add("description", one_line(event.summary))
    if where := one_line(", ".join(part for part in (event.venue, where_text(event=event)) if part)):
        entry.add("location", where)
    if event.contact:
        parts = (event.contact.name, event.contact.phone, event.contact.email)
        entry.add("contact", one_line(", ".join(part for part in parts if part)))
    if url := event.get_url():
        entry.add("url", urljoin(settings.PORTAL_URL, url))
    return entry


def _n_seconds_since_first(event: EventPage, published_at: datetime) -> int:
    """Return a number that grows with every publication: revisions may be deleted, so we do not count them."""
    return int((published_at - (event.first_published_at or published_at)).total_seconds())


def _local(moment: datetime) -> datetime:
    """Return a moment on the clock of the place; a calendar abroad converts it."""
    return timezone.localtime(moment, ZoneInfo(settings.TIME_ZONE))
