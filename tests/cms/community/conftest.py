"""The day on which the tests of events stand, and a list to put events in."""

from collections.abc import Iterator

import pytest
import time_machine

from cms.community.models import EventIndexPage
from tests.factories import serve_portal
from tests.factories.events import EventIndexPageFactory, berlin

NOW = berlin(2026, 11, 20, 12)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def index(db: None) -> EventIndexPage:
    return EventIndexPageFactory(parent=serve_portal())
