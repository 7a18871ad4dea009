"""What deploy/container asks its programs every half minute, asked of real ones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.core.alive import web_is_alive
from cms.core.models import Heartbeat
from tests.support.processes import HOST, Portal

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_web_server_is_alive_until_it_ends(portal: Portal) -> None:
    server = portal.web_server()
    address = (HOST, server.port)
    assert server.get("/health/").status == 200  # the first answer takes its time
    running = web_is_alive(address)

    server.end()

    assert (running, web_is_alive(address)) == (True, False)


@pytest.mark.postgresql
def test_a_worker_is_alive_while_its_heartbeat_is_young(portal: Portal) -> None:
    with pytest.raises(AssertionError, match="failed"):
        portal.run("-m", "cms.core.alive", "worker")
    beat = Heartbeat.objects.create(name="worker", seen_at=timezone.now())
    portal.run("-m", "cms.core.alive", "worker")

    Heartbeat.objects.filter(pk=beat.pk).update(seen_at=timezone.now() - timedelta(minutes=3))

    with pytest.raises(AssertionError, match="failed"):
        portal.run("-m", "cms.core.alive", "worker")
