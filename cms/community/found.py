"""How events are found: as events, and in a feed of what comes next."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.community.models import EventPage
from cms.core import seo
from cms.core.phrases import one_line
from cms.core.seo.addresses import PageAddresses

MOST_EVENTS = 30


def register() -> None:
    """Say what events are, and let people follow them."""
    seo.describe(EventPage, event)
    seo.add_feed(seo.Feed(name="termine", title=_("Events"), entries=coming))


def event(page: Page, facts: seo.PageFacts) -> seo.StructuredData:
    """Describe an event: when, where, and whether it takes place."""
    assert isinstance(page, EventPage)
    modes = {True: "MixedEventAttendanceMode", False: "OfflineEventAttendanceMode"}
    described: dict[str, object] = {
        "@type": "Event",
        "name": facts.title,
        "description": facts.description,
        "url": facts.url,
        "image": facts.picture_url,
        "inLanguage": facts.language,
        "startDate": timezone.localtime(page.starts_at),
        "eventStatus": f"https://schema.org/{'EventCancelled' if page.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"https://schema.org/{modes[page.is_online]}",
        "organizer": facts.publisher,
    }
    if page.ends_at:
        described["endDate"] = timezone.localtime(page.ends_at)
    place = page.place.name if page.place else ""
    if place or page.venue:
        address = {"@type": "PostalAddress", "addressLocality": place, "addressCountry": "DE"}
        described["location"] = {"@type": "Place", "name": page.venue or place, "address": address}
    return described


def coming(language: str) -> Iterator[seo.FeedEntry]:
    """Return the events that are still to come, the nearest first."""
    addresses = PageAddresses()
    events = seo.findable_pages(EventPage.objects.filter(locale__language_code=language, starts_at__gte=timezone.now()))
    for page in events.select_related("place").order_by("starts_at")[:MOST_EVENTS]:
        url = addresses.of(page.url_path, language)
        if url:
            when = date_format(timezone.localtime(page.starts_at), "DATETIME_FORMAT")
            where = page.place.name if page.place else page.venue
            first = page.first_published_at or page.starts_at
            yield seo.FeedEntry(
                id=f"urn:uuid:{page.translation_key}:{language}",
                title=page.title,
                url=url,
                summary=one_line(", ".join(part for part in (when, where) if part), page.summary),
                published_at=first,
                changed_at=page.last_published_at or first,
            )
