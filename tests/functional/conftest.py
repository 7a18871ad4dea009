"""A portal of real processes, and a portal with a region for people in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from matching.models import PublicationSettings
from tests.factories import serve_portal, set_publication_mode
from tests.functional.region import build_region
from tests.support.processes import Portal


@pytest.fixture
def portal(transactional_db: None, tmp_path: Path) -> Iterator[Portal]:
    """Processes are ended before the test's database goes."""
    serve_portal()
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    portal = Portal(tmp_path)
    portal.make_cache_table()
    yield portal
    portal.end()


@pytest.fixture
def region(live_portal: str, settings: object) -> None:
    """Pages, companies and jobs, as committed rows that the live server shows; mails wait in the outbox."""
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    build_region()
