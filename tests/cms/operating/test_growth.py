"""Nothing grows for ever, and nothing goes that somebody still needs."""

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings as portal_settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, ModelLogEntry, PageLogEntry, Revision, Task, TaskState, Workflow, WorkflowState

from cms.core import background
from cms.core.models import PortalImage, PortalRendition
from cms.core.page_cache import process_memory
from cms.core.page_cache.process_memory import Memory
from cms.operating import growth, ledger, places, tasks
from cms.operating.growth import batches, limit_growth
from cms.operating.growth.renditions import remove_old_renditions
from cms.operating.growth.revisions import remove_old_revisions
from cms.operating.growth.uploads import remove_lost_uploads
from cms.operating.manifest import MANIFEST
from cms.operating.models import Deletion
from matching.models import Change
from tests.factories import ArticlePageFactory, OfferFactory, UserFactory, serve_portal
from tests.factories.records import make_picture

pytestmark = pytest.mark.django_db
OLD = timedelta(days=2000)


@pytest.fixture
def article(settings: Any) -> Any:
    settings.REVISIONS_KEEP_NEWEST = 3
    return ArticlePageFactory(parent=serve_portal())


def versions(page: Any, n: int, *, age: timedelta) -> list[Revision]:
    """Save a page n times, each a little later than the one before."""
    made = [page.save_revision(clean=False) for _number in range(n)]
    for number, one in enumerate(made):
        Revision.objects.filter(pk=one.pk).update(created_at=timezone.now() - age + timedelta(minutes=number))
    return made


def left(page: Any) -> set[int]:
    return set(Revision.objects.for_instance(page).values_list("pk", flat=True))


def test_old_versions_go_but_for_the_newest(article: Any) -> None:
    made = versions(article, 6, age=OLD)

    assert remove_old_revisions(dry_run=True) == 3
    assert left(article) >= {one.pk for one in made}
    assert remove_old_revisions() == 3
    assert left(article) == {one.pk for one in made[3:]}
    assert remove_old_revisions() == 0


def test_uploads_that_were_cut_off_go_after_two_days(tmp_path: Path, settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    old, young = tmp_path / "old.upload", tmp_path / "young.upload"
    for file, age in ((old, timedelta(days=3)), (young, timedelta(days=1))):
        file.write_bytes(b"half a film")
        changed_at = (timezone.now() - age).timestamp()
        os.utime(file, (changed_at, changed_at))

    assert (remove_lost_uploads(dry_run=True), old.exists()) == (1, True)
    assert (remove_lost_uploads(), list(tmp_path.iterdir())) == (1, [young])


def test_young_versions_stay_however_many(article: Any) -> None:
    made = versions(article, 6, age=timedelta(days=100))

    assert remove_old_revisions() == 0
    assert left(article) == {one.pk for one in made}


def test_what_is_scheduled_published_or_under_review_stays(article: Any) -> None:
    scheduled, live, reviewed, _plain, *_newest = versions(article, 7, age=OLD)
    Revision.objects.filter(pk=scheduled.pk).update(approved_go_live_at=timezone.now() + timedelta(days=1))
    article.live_revision = live
    article.save()
    workflow = Workflow.objects.create(name="Freigabe")
    state = WorkflowState.objects.create(
        content_type=article.get_content_type(),
        base_content_type=article.get_base_content_type(),
        object_id=str(article.pk),
        workflow=workflow,
    )
    task = Task.objects.create(name="Freigabe")
    TaskState.objects.create(
        workflow_state=state, revision=reviewed, task=task, content_type=ContentType.objects.get_for_model(TaskState)
    )

    assert remove_old_revisions() == 1

    assert left(article) >= {scheduled.pk, live.pk, reviewed.pk}


def test_the_published_and_the_newest_version_of_an_offer_stay(settings: Any) -> None:
    settings.REVISIONS_KEEP_NEWEST = 1
    offer = OfferFactory()
    live, *plain, newest = versions(offer, 5, age=OLD)
    type(offer).objects.filter(pk=offer.pk).update(live_revision=live)

    assert remove_old_revisions() == len(plain)

    assert left(offer) == {live.pk, newest.pk}
    offer.refresh_from_db()
    assert (offer.live_revision_id, offer.latest_revision_id) == (live.pk, newest.pk)


def test_open_comments_and_young_reviews_keep_their_version(article: Any) -> None:
    commented, reviewed, *_others = versions(article, 7, age=OLD)
    comment = Comment.objects.create(
        page=article, user=UserFactory(), text="?", contentpath="title", revision_created=commented
    )
    state = WorkflowState.objects.create(
        content_type=article.get_content_type(),
        base_content_type=article.get_base_content_type(),
        object_id=str(article.pk),
        workflow=Workflow.objects.create(name="Freigabe"),
        status=WorkflowState.STATUS_APPROVED,
    )
    review = TaskState.objects.create(
        workflow_state=state,
        revision=reviewed,
        task=Task.objects.create(name="Freigabe"),
        content_type=ContentType.objects.get_for_model(TaskState),
    )

    assert remove_old_revisions(dry_run=True) == remove_old_revisions() == 2

    assert Comment.objects.filter(pk=comment.pk).exists()
    assert TaskState.objects.filter(pk=review.pk).exists()


def test_two_schedulers_limit_growth_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []
    monkeypatch.setattr(tasks, "limit_growth", lambda: ran.append(1) or iter(()))
    monkeypatch.setattr("cms.core.tasks.time.time", lambda: 1_800_000_000.0)

    tasks.limit_growth_task()
    tasks.limit_growth_task()

    assert ran == [1]


def test_versions_of_one_page_do_not_count_for_another(article: Any) -> None:
    other = ArticlePageFactory(parent=article.get_parent(), slug="anderer")
    versions(article, 6, age=OLD)
    kept = versions(other, 2, age=OLD)

    remove_old_revisions()

    assert left(other) >= {one.pk for one in kept}


def test_killed_in_between_the_next_run_goes_on(article: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    versions(article, 9, age=OLD)
    monkeypatch.setattr(batches, "BATCH_SIZE", 2)
    delete, calls = batches._delete, []

    def killed_at_the_second(model: Any, keys: list[int]) -> int:
        calls.append(keys)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return delete(model, keys)

    monkeypatch.setattr(batches, "_delete", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        remove_old_revisions()

    assert remove_old_revisions() == 4
    assert len(left(article)) == 3


def test_a_night_ends_in_time_with_whole_steps_and_the_next_one_goes_on(
    article: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions(article, 11, age=OLD)
    monkeypatch.setattr(batches, "BATCH_SIZE", 2)
    delete, nights, seconds = batches._delete, iter(range(20_000, 20_009)), [0]
    monkeypatch.setattr("cms.core.tasks.time.time", lambda: next(nights) * 86_400.0)

    def two_minutes_each(model: Any, keys: list[int]) -> int:
        seconds[0] += 120
        with transaction.atomic():
            n_deleted = delete(model, keys)
            if seconds[0] > tasks.limit_growth_task.soft_time_limit:
                raise SoftTimeLimitExceeded  # as Celery does, in the middle of whatever runs
        return n_deleted

    monkeypatch.setattr(batches, "_delete", two_minutes_each)
    assert tasks.limit_growth_task.soft_time_limit == 250
    tasks.limit_growth_task()
    left_by_the_first = len(left(article))
    seconds[0] = 0
    tasks.limit_growth_task()

    assert left_by_the_first == 11 - 2 * 2
    assert len(left(article)) == 3


def age_file(rendition: PortalRendition, age: timedelta) -> None:
    moment = (timezone.now() - age).timestamp()
    os.utime(rendition.file.path, (moment, moment))


def test_old_sizes_of_pictures_go_and_are_drawn_again_when_asked(
    django_capture_on_commit_callbacks: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[Any] = []
    monkeypatch.setattr(background, "ring_bell", lambda _task, **told: rung.append(told["arguments"]))
    picture = make_picture()
    old, young = picture.get_rendition("width-20"), picture.get_rendition("width-30")
    age_file(old, OLD)

    with django_capture_on_commit_callbacks(execute=True):
        assert remove_old_renditions(dry_run=True) == 1
        assert remove_old_renditions() == 1

    assert list(PortalRendition.objects.all()) == [young]
    assert old.file.name in str(rung)  # the worker deletes the file
    assert Change.objects.filter(kind="picture", object_id=str(picture.pk)).exists()
    drawn = type(picture).objects.get(pk=picture.pk).get_rendition("width-20")
    assert Path(drawn.file.path).is_file()
    assert drawn.pk != old.pk


def addresses_of_pictures(html: str) -> set[str]:
    return set(re.findall(r"/media/images/[^\s\",]+", html))


def file_at(address: str) -> Path:
    return Path(portal_settings.MEDIA_ROOT) / address.removeprefix("/media/")


def test_a_picture_on_a_page_that_is_kept_is_shown_with_sizes_drawn_anew(
    settings: Any, django_capture_on_commit_callbacks: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []
    monkeypatch.setattr(background, "ring_bell", lambda _task, **told: gone.append(str(told)))
    settings.PAGE_CACHE, clock = "pages", [1000.0]
    monkeypatch.setattr(process_memory, "_memories", [Memory(max_bytes=5_000_000, monotonic=lambda: clock[0])])
    picture = make_picture()
    shown = {"image": picture.pk, "alt_text": "Die Altstadtbrücke", "decorative": False}
    story = json.dumps([{"type": "picture", "value": {"picture": shown, "caption": ""}}])
    page = ArticlePageFactory(parent=serve_portal(), story=story)
    before = addresses_of_pictures(Client().get(page.url).content.decode())
    for one in PortalRendition.objects.all():
        age_file(one, OLD)

    with django_capture_on_commit_callbacks(execute=True):
        assert remove_old_renditions() >= len(before) > 0
    for address in before:
        assert address.rpartition("/")[2] in str(gone)  # the worker deletes the files
        file_at(address).unlink()
    clock[0] += 2  # the page's memory reads the change log once a second
    after = addresses_of_pictures(Client().get(page.url).content.decode())

    assert PortalImage.objects.get() == picture
    assert len(after) == len(before)
    assert [address for address in after if not file_at(address).is_file()] == []


def test_old_history_goes_and_young_stays(article: Any) -> None:
    PageLogEntry.objects.all().delete()
    for moment in (timezone.now() - OLD, timezone.now()):
        for model in (PageLogEntry, ModelLogEntry):
            named = {"page": article} if model is PageLogEntry else {"object_id": "1"}
            model.objects.create(action="wagtail.edit", label="x", timestamp=moment, **named)

    removed = {one.job.name: one.n_rows for one in limit_growth()}

    assert removed["log entries"] == 2
    assert PageLogEntry.objects.count() == ModelLogEntry.objects.count() == 1


def line(age: timedelta) -> ledger.Line:
    return ledger.Line((datetime.now(UTC) - age).isoformat(), "log-in", str(uuid4()))


def test_lines_of_the_ledger_go_from_table_and_files_when_no_back_up_is_older(place: Path) -> None:
    old, young = line(OLD), line(timedelta(days=10))
    ledger.keep_in_table([old, young])
    files = (place / "deletions.jsonl", place / "backups" / "deletions.jsonl")
    ledger.keep([old, young], *files)
    call_command("growth", "--dry-run", stdout=StringIO())
    assert ledger.collect(place / "backups") == [old, young]

    call_command("growth", stdout=StringIO())

    assert ledger.collect(place / "backups") == [young]
    assert [len(file.read_text("utf-8").splitlines()) for file in files] == [1, 1]
    assert str(Deletion.objects.get().public_id) == young.public_id


def test_lines_of_the_ledger_stay_as_long_as_an_older_back_up_lies_here(place: Path) -> None:
    old = line(OLD)
    ledger.keep_in_table([old])
    backup = place / "backups" / f"{datetime.now(UTC) - OLD - timedelta(days=1):%Y-%m-%dT%H-%M-%SZ}"
    backup.mkdir(parents=True)
    (backup / MANIFEST).touch()
    assert places.complete_backups(place / "backups")

    call_command("growth", stdout=StringIO())

    assert ledger.collect() == [old]


def test_a_line_is_added_without_reading_the_whole_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = place / "deletions.jsonl"
    ledger._append(file, [line(OLD)])

    def no_reading(_path: Path, *_arguments: object) -> bytes:
        raise AssertionError("the file may be long")

    monkeypatch.setattr(Path, "read_bytes", no_reading)
    monkeypatch.setattr(Path, "read_text", no_reading)
    ledger._append(file, [line(OLD)])
    monkeypatch.undo()

    assert len(file.read_text("utf-8").splitlines()) == 2


def test_a_job_that_fails_is_told_and_keeps_no_other_from_running(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*, dry_run: bool) -> int:
        raise DatabaseError("no")

    first, *others = growth.JOBS
    monkeypatch.setattr(growth, "JOBS", (growth.Job(first.name, first.setting, fails), *others))
    said = StringIO()

    with pytest.raises(CommandError, match="Not held: revisions"):
        call_command("growth", stdout=said)

    assert "failed (DatabaseError)" in said.getvalue()
    assert len(said.getvalue().splitlines()) == len(growth.JOBS)
