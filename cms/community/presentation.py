"""How events are put into words: day and time, place, rows of lists, the list by months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from cms.community import selectors
from cms.community.models import EventPage
from cms.core.choosers import tidy
from cms.core.phrases import listed
from cms.core.stand_ins import foreign_language

EVENTS_PER_PAGE = 40
N_PAST = 20
N_OTHERS = 3


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a line of a list."""

    title: str
    url: str
    start: datetime
    when: str
    where: str
    is_cancelled: bool
    language: str  # empty when it is the reader's


@dataclass(frozen=True, slots=True)
class Month:
    """The events of one month."""

    title: str
    events: list[EventRow]


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A link that narrows the list to one place, or widens it again."""

    title: str
    url: str
    is_chosen: bool


def event_list_content(*, index: Page, asked: Mapping[str, str]) -> dict[str, object]:
    """Return what the list of events shows: what comes by months, the places to choose from, what is over."""
    now = timezone.now()
    place_name = tidy(asked.get("place"))
    events = selectors.upcoming_below(index=index, now=now, place_name=place_name)
    page = Paginator(events, EVENTS_PER_PAGE).get_page(asked.get("page"))
    past = selectors.past_below(index=index, now=now, limit=N_PAST, place_name=place_name)
    return {
        "months": months(event_rows(events=page.object_list)),
        "past": event_rows(events=past),
        "choices": _place_choices(selectors.places_of_upcoming(index=index, now=now), place_name),
        "place_name": place_name,
        "page_obj": page,
        "query": urlencode({"place": place_name}) if place_name else "",
        "calendar_url": reverse("community:calendar"),
    }


def event_content(*, event: EventPage) -> dict[str, object]:
    """Return what an event's page shows beside its own text."""
    now = timezone.now()
    # One more than shown: the event itself is among them.
    nearest = selectors.upcoming_below(index=event.get_parent(), now=now)[: N_OTHERS + 1]
    return {
        "starts_at": timezone.localtime(event.starts_at),
        "facts": event_facts(event=event),
        "is_over": is_over(event=event, now=now),
        "calendar_url": reverse("community:event_calendar", args=[event.translation_key]),
        "others": event_rows(events=[other for other in nearest if other.pk != event.pk][:N_OTHERS]),
    }


def event_rows(*, events: Iterable[EventPage]) -> list[EventRow]:
    """Return events as lines."""
    return [event_row(event=event) for event in events]


def event_row(*, event: EventPage) -> EventRow:
    """Return an event as a line."""
    return EventRow(
        title=event.title,
        url=event.get_url() or "",
        start=timezone.localtime(event.starts_at),
        when=listed([date_format(timezone.localtime(event.starts_at), "l"), time_text(event=event)]),
        where=where_text(event=event),
        is_cancelled=event.is_cancelled,
        language=foreign_language(event),
    )


def event_facts(*, event: EventPage) -> list[dict[str, str]]:
    """Return when, where and for whom, with icons; what an event does not say is left out."""
    place = event.place.name if event.place else ""
    items = [
        ("calendar-event", gettext("Day"), day_text(event=event)),
        ("clock", gettext("Time"), time_text(event=event)),
        ("map-pin", gettext("Place"), listed([event.venue, place])),
        ("world", gettext("Online"), gettext("You can also take part online.") if event.is_online else ""),
        ("users", gettext("For whom"), event.audience),
    ]
    return [{"icon": icon, "label": label, "text": text} for icon, label, text in items if text]


def months(rows: Iterable[EventRow]) -> list[Month]:
    """Put lines that are in order of time below the names of their months."""
    grouped = groupby(rows, key=lambda row: date(row.start.year, row.start.month, 1))
    return [Month(date_format(first, "YEAR_MONTH_FORMAT"), list(events)) for first, events in grouped]


def is_over(*, event: EventPage, now: datetime) -> bool:
    """Return whether an event has ended; without an end it is over when its day is."""
    if event.ends_at is not None:
        return event.ends_at <= now
    return timezone.localtime(event.starts_at).date() < timezone.localtime(now).date()


def where_text(*, event: EventPage) -> str:
    """Return the place in one or two words."""
    place = event.place.name if event.place else event.venue
    return " · ".join(part for part in (place, gettext("online") if event.is_online else "") if part)


def day_text(*, event: EventPage) -> str:
    """Return the day, or the first and the last."""
    start, end = _span(event)
    if end is None or end.date() == start.date():
        return _long_day(start)
    return gettext("%(start)s to %(end)s") % {"start": _long_day(start), "end": _long_day(end)}


def time_text(*, event: EventPage) -> str:
    """Return the hours as people say them; across days only the beginning."""
    start, end = _span(event)
    if end is None or end.date() != start.date():
        return gettext("from %(start)s o’clock") % {"start": _clock(start)}
    return gettext("%(start)s to %(end)s o’clock") % {"start": _clock(start), "end": _clock(end)}


def _span(event: EventPage) -> tuple[datetime, datetime | None]:
    return timezone.localtime(event.starts_at), timezone.localtime(event.ends_at) if event.ends_at else None


def _long_day(moment: datetime) -> str:
    return listed([date_format(moment, "l"), date_format(moment, "DATE_FORMAT")])


def _clock(moment: datetime) -> str:
    """Return a time of day: Germans leave full hours without minutes, others write as their language does."""
    if get_language() == "de":
        return time_format(moment, "G:i" if moment.minute else "G")
    return time_format(moment, "TIME_FORMAT").replace(" ", "\u00a0")  # "8:30 م" stays in one line


def _place_choices(places: list[tuple[str, int]], chosen: str) -> list[PlaceChoice]:
    """Return links to the places, the first to all; a single place leaves nothing to choose."""
    if len(places) < 2 and not chosen:
        return []
    everywhere = PlaceChoice(gettext("All places"), "?", not chosen)
    links = [PlaceChoice(f"{name} ({n})", f"?{urlencode({'place': name})}", name == chosen) for name, n in places]
    return [everywhere, *links]
