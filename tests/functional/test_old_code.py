"""Code and tables of different versions: the older code answers on newer tables, the newer one waits for its own."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from matching.models import Profile
from tests.functional.people import make_alumna, publish_job
from tests.functional.test_journey_operator import unpack
from tests.support.processes import Portal, session_of, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = ["/", "/angebote/", "/suche/", "/konto/anmelden/", "/health/"]
# An old version knows its own worker classes at most.
PLAIN = ("--worker-class", "gthread")
DONE = re.compile(r"Task mailing\.send_due\[[^]]+\] succeeded")


def test_the_version_before_answers_on_the_tables_of_this_one(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_job("Mechatroniker in Niesky")
    profile = make_alumna()
    occupation, session = profile.occupations.get(), session_of(profile.user)
    monkeypatch.setattr("tests.support.processes.REPOSITORY", unpack("HEAD~1", tmp_path / "previous"))
    server = portal.web_server(*PLAIN)
    told = {"occupation": occupation.label_de, "occupation_value": str(occupation.pk), "place": "Niesky"}
    told |= {"radius_km": "77", "hours_min": "20"}

    answers = {path: server.get(path).status for path in PUBLIC}
    personal = server.get("/konto/", session=session).status
    saved = server.post("/passt-zu-mir/angaben/", told, session=session).status

    assert answers == dict.fromkeys(PUBLIC, 200)
    assert (personal, saved) == (200, 302)
    assert Profile.objects.get(pk=profile.pk).radius_km == 77


def test_newer_code_on_tables_of_before_asks_to_come_again_until_they_are_new(portal: Portal) -> None:
    publish_job("Mechatroniker in Niesky")
    asked = [*PUBLIC, "/admin/"]
    call_command("migrate", "community", "0001", verbosity=0)  # a column of its pages is gone
    try:
        server = portal.web_server(*PLAIN)

        before = {path: server.get(path).status for path in asked}

        assert before == dict.fromkeys(asked, 503)
    finally:
        call_command("migrate", verbosity=0)
    wait_until(lambda: server.get("/health/").status == 200, what="the web server sees the new tables")
    assert {path: server.get(path).status for path in PUBLIC} == dict.fromkeys(PUBLIC, 200)


def test_a_worker_of_newer_code_takes_no_task_until_the_tables_are_new(portal: Portal) -> None:
    portal.ring("mailing.send_due")
    call_command("migrate", "community", "0001", verbosity=0)
    try:
        worker = portal.starting_worker()

        status = worker.wait_for_its_end()
    finally:
        call_command("migrate", verbosity=0)

    assert status == 1
    assert "the tables are older than the code: make upgrade (community." in worker.said()
    portal.worker().wait_for(DONE)


def test_a_worker_does_not_begin_while_the_portal_is_closed(portal: Portal) -> None:
    portal.ring("mailing.send_due")
    portal.run("manage.py", "maintenance", "on")

    worker = portal.starting_worker()

    assert worker.wait_for_its_end() == 1
    assert "the portal is closed" in worker.said()
    portal.run("manage.py", "maintenance", "off")
    portal.worker().wait_for(DONE)


def test_a_worker_does_not_begin_without_the_database(portal: Portal) -> None:
    portal.environment = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}

    worker = portal.starting_worker()

    assert worker.wait_for_its_end() == 1
    assert "the database does not answer" in worker.said()
