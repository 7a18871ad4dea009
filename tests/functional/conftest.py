"""A portal of real processes, a portal with a region for people in a browser, and one with a page of every type."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import TransactionTestCase
from django.test.utils import override_settings
from pytest_django.live_server_helper import LiveServer

from matching.models import PublicationSettings
from tests.factories import serve_portal, set_publication_mode
from tests.functional.portal_region import PortalRegion, build_portal, make_searchable
from tests.functional.region import build_region
from tests.support.browser import PortalBrowser
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


@dataclass(frozen=True)
class WholePortal:
    """A portal that many tests only look at: served once for a module."""

    address: str
    region: PortalRegion
    index: Path


@pytest.fixture(scope="module")
def whole_portal(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WholePortal]:
    """Write a page of every type and serve them to all tests of a module; the database is a fresh one afterwards."""
    index = tmp_path_factory.mktemp("whole-portal")
    with django_db_blocker.unblock():
        region = build_portal()
        with override_settings(SEARCH_INDEX_DIR=index):
            make_searchable()
        server = LiveServer("localhost")
        yield WholePortal(server.url, region, index)
        server.stop()
        TransactionTestCase._fixture_teardown()  # as after every test that commits (tests/support/databases.py)


@pytest.fixture
def visitors(chromium: object, whole_portal: WholePortal, settings: object) -> Iterator[PortalBrowser]:
    """Open pages of the whole portal; what must not happen fails the test."""
    settings.SEARCH_INDEX_DIR = whole_portal.index
    portal_browser = PortalBrowser(chromium, address=whole_portal.address)
    yield portal_browser
    portal_browser.close()
    if portal_browser.misdeeds():
        pytest.fail(portal_browser.misdeeds(), pytrace=False)


@pytest.fixture
def own_portal(live_portal: str) -> PortalRegion:
    """A page of every type, for one test that changes them."""
    return build_portal()
