"""Many visitors of the same page at a server that has just started: it is made once, and kept for the others."""

import os
import re
import signal
from collections import Counter

import pytest

from tests.support.load import visitors_at
from tests.support.processes import Portal, WebServer, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/"
N_VISITORS = 50
# As many threads as visitors, so that nobody queues outside of the portal.
EVERYBODY_AT_ONCE = ("--workers", "2", "--threads", str(N_VISITORS))
MADE = re.compile(r"Made by (\d+): /$", flags=re.MULTILINE)


def n_made(server: WebServer) -> Counter[int]:
    """Return how often each process made the page."""
    return Counter(int(number) for number in MADE.findall(server.said()))


def test_after_a_restart_with_everybody_knocking_a_page_is_made_at_most_twice_by_each_process(portal: Portal) -> None:
    server = portal.web_server(*EVERYBODY_AT_ONCE, DJANGO_SETTINGS_MODULE="tests.support.counting_settings")
    before = wait_until(lambda: len(server.children()) == 2 and set(server.children()), what="two web processes")

    with visitors_at(server, PAGE, n_visitors=N_VISITORS) as told:
        wait_until(lambda: told.n_well > N_VISITORS, what="visitors are answered")
        os.kill(server.pid, signal.SIGHUP)
        wait_until(lambda: not before & set(server.children()), what="the old processes have gone")
        wait_until(lambda: before < set(n_made(server)), what="new processes make the page")
        answered = told.n_well
        wait_until(lambda: told.n_well > answered + 2 * N_VISITORS, what="the new ones answer")

    assert told.failures == []
    assert max(n_made(server).values()) <= 2, n_made(server)
