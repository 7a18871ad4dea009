"""A made-up internet with a canary in every place that nobody may reach."""

import pytest

from tests.factories.pages import serve_portal
from tests.support import loopback

PUBLIC, ANOTHER = "93.184.215.14", "151.101.1.140"


@pytest.fixture
def home(db):
    return serve_portal()


@pytest.fixture
def canary():
    with loopback.canary() as server:
        yield server
    assert server.asked == []


@pytest.fixture
def internet(canary):
    """Return a network of names and of servers by (IP, port)."""

    def made(names=None, ways=None):
        return loopback.MadeUpNetwork(names=names or {}, ways=ways or {}, canary=canary.port)

    return made
