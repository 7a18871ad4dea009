"""Which real servers and programs the tests can use, and how one gets those that are missing."""

import os
import shutil
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings


@dataclass(frozen=True, slots=True)
class Service:
    """Something that tests need and a machine may lack; the marker has the same name."""

    name: str
    is_there: Callable[[], bool]
    way_out: str

    @property
    def reason(self) -> str:
        """What a skipped test says."""
        return f"needs {self.name}: {self.way_out}"


def chromium_path() -> str | None:
    """Return where Debian's Chromium lies."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def redis_url() -> str:
    """Return the address of a Redis that tests may empty."""
    return os.environ.get("TEST_REDIS_URL", "")


def elasticsearch_url() -> str:
    """Return the address of an Elasticsearch node that tests may empty."""
    return os.environ.get("TEST_ELASTICSEARCH_URL", "")


def large_dictionary() -> Path:
    """Return where Debian's German-English dictionary lies."""
    return Path("/usr/share/trans/de-en")


def _answers(url: str) -> bool:
    host, _sign, port = url.partition("://")[2].rpartition("@")[2].partition("/")[0].rpartition(":")
    try:
        socket.create_connection((host, int(port or 0)), timeout=1).close()
    except (OSError, ValueError):
        return False
    return True


SERVICES = (
    Service("chromium", lambda: chromium_path() is not None, "apt install chromium"),
    Service(
        "postgresql",
        lambda: settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
        "apt install postgresql, then make services",
    ),
    Service("redis", lambda: _answers(redis_url()), "apt install redis-server, then make services"),
    Service(
        "elasticsearch",
        lambda: _answers(elasticsearch_url()),
        "install Maven and a JDK of 21 or newer, then make services",
    ),
    Service("nginx", lambda: shutil.which("nginx", path="/usr/sbin:/usr/bin") is not None, "apt install nginx"),
    Service("dictionary", lambda: large_dictionary().is_file(), "apt install trans-de-en"),
)


def required(names: str) -> set[str]:
    """Return which services must be there: REQUIRE_SERVICES is 1 (all), a list of names, or empty."""
    return {service.name for service in SERVICES} if names == "1" else {name for name in names.split(",") if name}


def mark_items(items: Iterable[pytest.Item]) -> None:
    """Skip the tests whose service is missing; where it is required, they run and fail by their set-up."""
    missing = {service.name: service for service in SERVICES if not service.is_there()}
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("chromium")
        for name in missing.keys() & {mark.name for mark in item.iter_markers()}:
            item.user_properties.append(("missing", name))


def missing_for(test: pytest.Item | pytest.TestReport) -> list[str]:
    """Return the names of the services that this test needs and the machine lacks."""
    return [str(value) for key, value in test.user_properties if key == "missing"]


def require_for(item: pytest.Item) -> None:
    """Skip or fail a test whose service is missing."""
    for service in SERVICES:
        if service.name in missing_for(item):
            if service.name in required(os.environ.get("REQUIRE_SERVICES", "")):
                pytest.fail(f"{service.reason} (REQUIRE_SERVICES)", pytrace=False)
            pytest.skip(service.reason)


def summary(skipped: Iterable[pytest.TestReport]) -> str:
    """Return one line that says what was not run and how to run it; empty when all ran."""
    reports = list(skipped)
    parts = []
    for service in SERVICES:
        n_tests = sum(service.name in missing_for(report) for report in reports)
        if n_tests:
            parts.append(f"{n_tests} × {service.name} ({service.way_out})")
    return f"Not run for want of a service: {'; '.join(parts)}" if parts else ""
