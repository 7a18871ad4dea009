"""What all tests share: a database copied from a template, nothing left behind, real servers where there are any."""

import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as portal_settings
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.utils import translation
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.support import services
from tests.support.databases import migrated_database

VAR_DIR = Path(os.environ.get("VAR_DIR") or Path(__file__).resolve().parents[1] / "var").absolute()

# On a developer's machine examples are drawn anew each time; a run of CI can be repeated exactly.
_EXAMPLES = (
    {"derandomize": True}
    if "CI" in os.environ
    else {"database": DirectoryBasedExampleDatabase(VAR_DIR / "hypothesis"), "print_blob": True}
)
hypothesis.settings.register_profile("ci", max_examples=100, deadline=None, **_EXAMPLES)
hypothesis.settings.register_profile("deep", max_examples=10_000, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure() -> None:
    # Nothing is collected for tests; whitenoise only wants its folder to exist.
    portal_settings.STATIC_ROOT = Path(portal_settings.MEDIA_ROOT).parent / "static"
    portal_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    services.mark_items(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    services.require_for(item)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    line = services.summary(terminalreporter.stats.get("skipped", []))
    if line:
        terminalreporter.write_line(line)


def pytest_unconfigure() -> None:
    # The test settings put run-time files into a folder of this process.
    shutil.rmtree(Path(portal_settings.MEDIA_ROOT).parent, ignore_errors=True)


@pytest.fixture(scope="session")
def worker() -> str:
    """Return the name of this process among those that run tests at the same time."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    worker: str,
) -> Iterator[None]:
    """Give this process a copy of a migrated database; pytest-django would migrate for each process."""
    scratch = tmp_path_factory.mktemp("database")
    with (
        django_db_blocker.unblock(),
        migrated_database(templates=VAR_DIR / "test-templates", scratch=scratch, worker=worker),
    ):
        yield


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: object) -> object:
    """Start the server when the database is in its file: before, its threads would share one connection in memory."""
    return live_server


@pytest.fixture(scope="session")
def index_folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Return a source of folder names that no other test has used; whoever writes creates the folder."""
    base, used = tmp_path_factory.mktemp("search"), iter(range(1_000_000))
    return lambda: base / str(next(used))


@pytest.fixture(scope="session", autouse=True)
def all_addresses(django_test_environment: None) -> None:
    """Read the addresses before a test changes the settings that they depend on; they are read once per process."""
    importlib.import_module(portal_settings.ROOT_URLCONF)


@pytest.fixture(autouse=True)
def nothing_left_by_others(settings: object, index_folders: Callable[[], Path]) -> None:
    """Begin each test with an empty cache, without a search index and without a picture of other tests' offers."""
    from matching.services import forget_offers
    from search.views import limits

    cache.clear()
    forget_offers()
    limits.forget()
    settings.SEARCH_INDEX_DIR = index_folders()


@pytest.fixture(autouse=True)
def the_portals_own_language() -> None:
    """Begin each test in German: a request for an English page leaves its thread in English."""
    translation.activate(portal_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def a_log_that_is_read_inside_the_tests_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test that is one transaction read its own lines; on PostgreSQL they are readable only after its end."""
    from matching import changes
    from matching.models import Change

    as_it_is = changes._readable

    def readable() -> QuerySet[Change]:
        is_the_tests_own = any(block._from_testcase for block in connection.atomic_blocks)
        return Change.objects.all() if is_the_tests_own else as_it_is()

    monkeypatch.setattr(changes, "_readable", readable)


@pytest.fixture
def redis_url() -> str:
    """Return the address of a Redis for tests; they carry the marker `redis`."""
    return services.redis_url()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Start the browser program, once per process."""
    from tests.support.browser import running_chromium

    with running_chromium() as running:
        yield running


@pytest.fixture
def live_portal(live_server: object) -> str:
    """Serve the portal to real browsers and return its address; what a test writes is committed."""
    return str(live_server.url)


@pytest.fixture
def browser(chromium: object, live_portal: str) -> Iterator[object]:
    """Open pages in Chromium; foreign requests, breaches of the security policy and script errors fail the test."""
    from tests.support.browser import PortalBrowser

    portal_browser = PortalBrowser(chromium, address=live_portal)
    yield portal_browser
    portal_browser.close()
    if portal_browser.misdeeds():
        pytest.fail(portal_browser.misdeeds(), pytrace=False)
