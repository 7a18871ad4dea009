"""Which events the public may see, the nearest first."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import Page, PageQuerySet

from cms.community.models import EventPage
from cms.core.stand_ins import once_each
from cms.core.visible import public_pages
from matching.models import Place

N_LANGUAGES_LOOKED_AT = 2  # the reader's, and the portal's main one


def upcoming(
    *, now: datetime, language_code: str, place: Place | None = None, limit: int | None = None
) -> list[EventPage]:
    """Return what is not over yet, in the reader's language, or in the main one where nobody has translated it."""
    events = _readable(_events().filter(_is_not_over(now), locale__language_code__in=_languages(language_code)))
    if place is not None:
        events = events.filter(place=place)
    found = events[: limit * N_LANGUAGES_LOOKED_AT] if limit is not None else events
    return _once_each(found, language_code)[:limit]


def upcoming_below(*, index: Page, now: datetime, place_name: str = "") -> PageQuerySet:
    """Return what is not over yet of one list of events, at one place if asked."""
    events = _readable(_events().child_of(index).filter(_is_not_over(now)))
    return events.filter(place__name=place_name) if place_name else events


def past_below(*, index: Page, now: datetime, limit: int, place_name: str = "") -> list[EventPage]:
    """Return what is over, the latest first."""
    events = _events().child_of(index).exclude(_is_not_over(now))
    if place_name:
        events = events.filter(place__name=place_name)
    return list(_readable(events).order_by("-starts_at", "pk")[:limit])


def places_of_upcoming(*, index: Page, now: datetime) -> list[tuple[str, int]]:
    """Return the places of what is not over yet, from A to Z, each with the number of its events."""
    events = _events().child_of(index).filter(_is_not_over(now), place__isnull=False)
    counted = events.order_by("place__folded_name").values_list("place__name", "place__folded_name")
    return [(name, n) for name, _folded, n in counted.annotate(n=Count("pk"))]


def public_event(*, translation_key: UUID, language_code: str) -> EventPage | None:
    """Return an event in the reader's language, else in the main one; events keep one key in all languages."""
    events = _readable(
        _events().filter(translation_key=translation_key, locale__language_code__in=_languages(language_code))
    )
    return next(iter(_once_each(events, language_code)), None)


def _events() -> PageQuerySet:
    return public_pages(EventPage.objects.all())


def _readable(events: PageQuerySet) -> PageQuerySet:
    """Read with each event what its line shows."""
    return events.select_related("place", "contact", "locale").order_by("starts_at", "pk")


def _is_not_over(now: datetime) -> Q:
    """Match what has not ended; an event that tells no end is over when its day is."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(ends_at__gt=now) | Q(ends_at__isnull=True, starts_at__gte=midnight)


def _languages(language_code: str) -> set[str]:
    return {language_code, settings.LANGUAGE_CODE}


def _once_each(events: PageQuerySet, language_code: str) -> list[EventPage]:
    """Return one page of each event; the day may have been moved in one language only."""
    return sorted(once_each(events, language_code), key=lambda event: (event.starts_at, event.pk))
