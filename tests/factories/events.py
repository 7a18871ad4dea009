"""Events as pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import factory
from wagtail_factories import PageFactory

from cms.community.models import EventIndexPage, EventPage
from tests.factories.matching import PlaceFactory

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment on the clock of the district."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


class EventIndexPageFactory(PageFactory):
    """The list of events."""

    class Meta:
        model = EventIndexPage

    title = "Termine"
    slug = "termine"


class EventPageFactory(PageFactory):
    """A Saturday in Löbau, in November 2026."""

    class Meta:
        model = EventPage

    title = factory.Sequence(lambda n: f"Markt der Möglichkeiten {n + 1}")
    summary = "Vereine und Initiativen stellen sich vor."
    starts_at = berlin(2026, 11, 28, 10)
    ends_at = berlin(2026, 11, 28, 15)
    place = factory.SubFactory(PlaceFactory, name="Löbau")
    venue = "Messepark, Halle 2"
    audience = "Alle, die etwas suchen"
