"""The administrator reads how each part of the portal is, also while parts are away."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from cms.accounts.models import User
from cms.accounts.services import Role, ensure_roles, give_role
from cms.audit.models import Action, Verification
from cms.audit.services import record_event, verify_chain
from cms.core import maintenance
from cms.core.models import Heartbeat
from cms.mailing.models import OutboxMail
from cms.mailing.services import enqueue_mail
from cms.operating import condition, state
from cms.operating.condition import Level, backups, files, mail, search, trust
from cms.operating.manifest import FileSum, Manifest
from search.engines import FallbackState
from tests.contracts.world import PASSWORD, TOTP_SECRET, session_key
from tests.factories import UserFactory
from tests.factories.records import make_picture

pytestmark = pytest.mark.django_db


def by_name() -> dict[str, condition.Part]:
    return {part.name: part for part in condition.parts()}


def staff(role: Role) -> tuple[User, Client]:
    ensure_roles()
    person = UserFactory(password=PASSWORD)
    give_role(user=person, role=role)
    TOTP.activate(person, TOTP_SECRET)
    browser = Client()
    browser.cookies["sessionid"] = session_key(person, has_second_factor=True)
    return User.objects.get(pk=person.pk), browser


def back_up(place: Path, age: timedelta) -> Path:
    folder = place / "backups" / f"{datetime.now(UTC) - age:%Y-%m-%dT%H-%M-%SZ}"
    folder.mkdir(parents=True)
    Manifest("", "sqlite", [], {}, {"media/x": FileSum(5_000_000, ""), "database": FileSum(1_000_000, "")}).write(
        folder
    )
    return folder


@pytest.mark.parametrize(
    ("age", "level"),
    [(timedelta(hours=25), Level.WELL), (timedelta(hours=27), Level.LOOK), (timedelta(days=8), Level.BAD)],
)
def test_an_old_back_up_is_marked(place: Path, age: timedelta, level: Level) -> None:
    folder = back_up(place, age)

    part = backups.last_backup()

    assert part.level is level
    assert str(folder.parent) in part.text
    assert "5,7" in part.text  # MB
    assert bool(part.advice) is (level is not Level.WELL)


def test_no_back_up_at_all_is_bad() -> None:
    assert backups.last_backup().level is Level.BAD


def test_a_silent_worker_is_bad_and_the_advice_names_a_command() -> None:
    Heartbeat.objects.create(name="worker", seen_at=timezone.now() - timedelta(hours=2))

    part = condition.background.worker()

    assert part.level is Level.BAD
    assert "systemctl restart" in part.advice
    Heartbeat.objects.update(seen_at=timezone.now())
    assert condition.background.worker().level is Level.WELL


def test_a_broker_that_is_away_is_told_and_everything_else_is_shown(settings: Any) -> None:
    from celery import current_app

    before = current_app.conf.broker_write_url
    current_app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    try:
        parts = condition.parts()
    finally:
        current_app.conf.broker_write_url = before

    away = [part for part in parts if "Redis" in part.advice]
    assert [part.level for part in away] == [Level.BAD]
    assert len(parts) >= 11


def test_work_that_waits_in_a_folder_is_counted_with_its_age(settings: Any, tmp_path: Path) -> None:
    from celery import current_app
    from kombu import Connection

    options = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path), "control_folder": str(tmp_path / "c")}
    (tmp_path / "1_a.heimathafen.msg").touch()
    (tmp_path / "2_b.mails.msg").touch()
    os.utime(tmp_path / "1_a.heimathafen.msg", (0, timezone.now().timestamp() - 7200))
    settings.CELERY_BROKER_URL, settings.CELERY_BROKER_TRANSPORT_OPTIONS = "filesystem://", options

    class App:
        @staticmethod
        def connection_for_write(**_options: object) -> Connection:
            return Connection("filesystem://", transport_options=options)

    from cms.operating.condition import background

    background.current_app, before = App, current_app
    try:
        part = background.queues()
    finally:
        background.current_app = before

    assert part.text.startswith("2 ")
    assert part.level is Level.LOOK


def test_mails_that_wait_too_long_failed_or_are_held_are_told(settings: Any) -> None:
    settings.MAIL_TRANSPORT_URL = "smtp://127.0.0.1"
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    assert mail.mail().level is Level.WELL
    enqueue_mail(message=EmailMessage("Guten Tag", "…", to=["jana@heimathafen.example"]))

    for state_now, level in (("held", Level.LOOK), ("failed", Level.LOOK), ("waiting", Level.WELL)):
        OutboxMail.objects.update(state=state_now)
        assert mail.mail().level is level
    OutboxMail.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert mail.mail().level is Level.BAD


def test_elasticsearch_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    status = type("Status", (), {"engine": "embedded", "n_documents": 5, "problem": ""})
    copy = type("Copy", (), {"status": staticmethod(lambda: status)})
    monkeypatch.setattr(search, "index_copies", lambda: [copy])
    monkeypatch.setattr(search, "engine_state", lambda: FallbackState("elasticsearch", is_open=True, reason="away"))

    assert search.search().level is Level.LOOK


def test_an_empty_index_is_bad() -> None:
    assert search.search().level is Level.BAD


@pytest.mark.django_db(transaction=True)
def test_the_audit_log_is_told_as_the_last_look_found_it() -> None:
    assert trust.audit_log().level is Level.LOOK
    record_event(Action.DELETED)
    verify_chain()
    assert trust.audit_log().level is Level.WELL
    Verification.objects.update(verified_at=timezone.now() - timedelta(days=2))
    assert trust.audit_log().level is Level.LOOK
    Verification.objects.update(problem="position 3: missing")
    assert trust.audit_log().level is Level.BAD
    with translation.override("en"):
        assert "row 3 of the chain" in trust.audit_log().text
    broken = trust.audit_log().advice
    Verification.objects.update(problem="row 3: not sealed")
    assert trust.audit_log().level is Level.LOOK
    assert trust.audit_log().advice != broken


def test_a_closed_portal_and_an_unfinished_restore_come_first() -> None:
    assert trust.openness() == []
    maintenance.begin()
    assert condition.parts()[0].level is Level.LOOK
    state.Restore(backup="x", was_open=True).write()
    assert condition.parts()[0].level is Level.BAD


@pytest.mark.parametrize(
    ("free", "total", "level"),
    [
        (50 * 1024**3, 100 * 1024**3, Level.WELL),
        (9 * 1024**3, 100 * 1024**3, Level.LOOK),
        (1024**3, 4 * 1024**3, Level.LOOK),
        (400 * 1024**2, 1024**3, Level.BAD),
        (2 * 1024**3, 100 * 1024**3, Level.BAD),
    ],
)
def test_little_room_on_the_disk_is_marked(free: int, total: int, level: Level) -> None:
    assert files._judged(free, total) is level


def test_uploaded_files_are_counted_with_an_end(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LOOKED_AT", 2)
    for number in range(3):
        make_picture(title=str(number))

    assert files.uploads().text.startswith(("more than 2", "mehr als 2"))


def test_the_administrator_reads_it_and_nobody_else() -> None:
    _person, browser = staff(Role.ADMINISTRATOR)

    answer = browser.get("/admin/condition/")

    page = answer.content.decode()
    assert answer.status_code == 200
    for part in condition.parts():
        assert part.name in page
        assert part.level.word in page
    for role in (Role.EDITOR, Role.REVIEWER, Role.COORDINATOR):
        assert staff(role)[1].get("/admin/condition/").status_code == 302
        assert staff(role)[1].get("/admin/reports/audit/").status_code == 302


def test_it_costs_few_queries() -> None:
    _person, browser = staff(Role.ADMINISTRATOR)
    browser.get("/admin/condition/")

    with CaptureQueriesContext(connection) as whole:
        browser.get("/admin/condition/")
    with CaptureQueriesContext(connection) as own:
        condition.parts()

    assert len(own) <= 15, [query["sql"] for query in own]
    assert len(whole) <= 30, [query["sql"] for query in whole]


def test_the_menus_lead_the_administrator_there_and_nobody_else() -> None:
    paths = ("/admin/condition/", "/admin/reports/audit/")

    seen = {role: staff(role)[1].get("/admin/").content.decode() for role in (Role.ADMINISTRATOR, Role.EDITOR)}

    assert all(path in seen[Role.ADMINISTRATOR] for path in paths)
    assert not any(path in seen[Role.EDITOR] for path in paths)


def test_the_report_shows_names_of_those_who_are_there_and_filters() -> None:
    person, browser = staff(Role.ADMINISTRATOR)
    User.objects.filter(pk=person.pk).update(first_name="Kunigunde", last_name="Lausitzer")
    gone = UserFactory()
    record_event(Action.EXPORTED, actor=person, object_kind="reference_report")
    record_event(Action.PUBLISHED, actor=gone, object_kind="welcome.articlepage", object_id=1)
    gone_id = str(gone.public_id)[:8]
    gone.delete()

    everything = browser.get("/admin/reports/audit/").content.decode()
    exports = browser.get("/admin/reports/audit/results/?action=exported").content.decode()

    assert "Kunigunde Lausitzer" in everything
    assert gone_id in everything
    assert "reference_report" in exports
    assert gone_id not in exports


def test_the_reports_queries_do_not_grow_with_its_rows() -> None:
    person, browser = staff(Role.ADMINISTRATOR)

    def asked(n: int) -> int:
        for number in range(n):
            record_event(Action.PUBLISHED, actor=person, object_kind="welcome.articlepage", object_id=number)
        with CaptureQueriesContext(connection) as queries:
            browser.get("/admin/reports/audit/results/")
        return len(queries)

    asked(1)
    assert asked(2) == asked(30)


def test_an_export_of_the_log_computes_nothing_in_a_spreadsheet_and_is_recorded() -> None:
    person, browser = staff(Role.ADMINISTRATOR)
    record_event(Action.REFUSED, actor=person, object_kind="=HYPERLINK(1)", detail={"by": "+1"})

    table = b"".join(browser.get("/admin/reports/audit/?export=csv").streaming_content).decode()
    workbook = browser.get("/admin/reports/audit/?export=xlsx")

    assert "'=HYPERLINK(1)" in table
    assert workbook.status_code == 200
    from cms.audit.models import Entry

    assert Entry.objects.filter(action=Action.EXPORTED, object_kind="audit_report").count() == 2
