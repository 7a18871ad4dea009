"""What the database ended for another's sake is done again where that is safe; elsewhere a person is asked to."""

import logging

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client

from cms.celery import app
from cms.core import views
from cms.core.models import Heartbeat
from cms.core.second_try import MOST_TRIES, RetriedTask
from cms.core.tasks import take_slot
from matching import changes
from matching.models import Change
from tests.functional.people import make_alumna
from tests.support.deadlocks import Deadlock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def task_of(deadlock: Deadlock) -> RetriedTask:
    """Return a task of the portal's kind that writes something and then meets a deadlock."""

    class Meeting(RetriedTask):
        name = "tests.meeting"

        def run(self, name: str) -> str:
            deadlock.run()
            Heartbeat.objects.create(name=name, seen_at="2026-01-01T00:00:00Z")
            return name

    return Meeting()


def test_a_task_that_lost_begins_again_and_is_done_once() -> None:
    deadlock = Deadlock()

    done = task_of(deadlock)("trial")

    assert (done, deadlock.n_runs) == ("trial", 2)
    assert Heartbeat.objects.filter(name="trial").count() == 1


def test_a_task_that_lost_keeps_its_slot_of_time_and_nobody_else_gets_it(caplog: pytest.LogCaptureFixture) -> None:
    deadlock, done = Deadlock(), []

    class Hourly(RetriedTask):
        name = "tests.hourly"

        def run(self) -> None:
            if take_slot("tests.hourly", every_seconds=86_400):
                deadlock.run()
                done.append("work")

    with caplog.at_level(logging.WARNING):
        Hourly()()
    Hourly()()

    assert (done, deadlock.n_runs) == (["work"], 2)
    assert "The task tests.hourly lost a race" in caplog.text


def test_a_task_that_loses_again_and_again_fails_at_last() -> None:
    deadlock = Deadlock(n_meetings=MOST_TRIES)

    with pytest.raises(OperationalError, match="deadlock detected"):
        task_of(deadlock)("trial")

    assert deadlock.n_runs == MOST_TRIES
    assert not Heartbeat.objects.filter(name="trial").exists()


def test_what_goes_wrong_otherwise_is_not_tried_again() -> None:
    class Broken(RetriedTask):
        name = "tests.broken"
        n_runs = 0

        def run(self) -> None:
            type(self).n_runs += 1
            raise OperationalError("no such table")

    with pytest.raises(OperationalError, match="no such table"):
        Broken()()

    assert Broken.n_runs == 1


def test_all_tasks_of_the_portal_are_of_this_kind() -> None:
    app.loader.import_default_modules()
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}

    assert "mailing.send_due" in ours
    assert [name for name, task in ours.items() if not isinstance(task, RetriedTask)] == []


def test_a_page_that_lost_is_read_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    deadlock, readings = Deadlock(), views.readings

    def meet() -> object:
        deadlock.run()
        return readings()

    monkeypatch.setattr(views, "readings", meet)

    answer = Client().get("/health/", headers={"accept": "text/html"})

    assert (answer.status_code, deadlock.n_runs) == (200, 2)


def test_a_page_that_lost_while_its_template_was_read_is_read_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    deadlock = Deadlock()
    template = engines["django"].from_string("{{ meet }}here it is")

    def rendered_later(request: HttpRequest, *_arguments: object, **_named: object) -> TemplateResponse:
        return TemplateResponse(request, template, {"meet": lambda: deadlock.run() or ""})

    monkeypatch.setattr(views, "render", rendered_later)

    answer = Client().get("/health/", headers={"accept": "text/html"})

    assert (answer.status_code, answer.content, deadlock.n_runs) == (200, b"here it is", 2)


def test_whoever_was_sending_something_is_asked_to_send_it_again_and_nothing_is_half_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    profile, deadlock, record = make_alumna(), Deadlock(), changes.record
    occupation = profile.occupations.get()
    told = {"occupation": occupation.label_de, "occupation_value": str(occupation.pk), "place": "Niesky"}
    told |= {"radius_km": "77", "hours_min": "20"}

    def record_and_meet(kind: str, ids: object) -> None:
        record(kind, ids)
        deadlock.run()

    monkeypatch.setattr(changes, "record", record_and_meet)
    browser = Client(raise_request_exception=False)
    browser.force_login(profile.user)
    n_changes = Change.objects.count()

    lost = browser.post("/passt-zu-mir/angaben/", told)
    saved = type(profile).objects.get(pk=profile.pk).radius_km, Change.objects.count()
    again = browser.post("/passt-zu-mir/angaben/", told)

    assert (lost.status_code, lost["Retry-After"], deadlock.n_runs) == (503, "30", 2)
    assert saved == (profile.radius_km, n_changes)
    assert again.status_code == 302
    assert type(profile).objects.get(pk=profile.pk).radius_km == 77
