"""The schedule's doors: heartbeat, followers, publication dates, and Wagtail's own tasks."""

import time
from collections.abc import Callable
from typing import Any

import requests
from celery import shared_task
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from cms.core.file_text import read_next_file
from cms.core.models import BeatSlot, Heartbeat
from cms.core.second_try import slots_of_this_run
from cms.core.translation import draft_translation
from matching import changes, services
from search import indexing

SLOTS_KEPT_SECONDS = 86_400


def take_slot(job: str, *, every_seconds: int) -> bool:
    """Return whether this call is the first for the slot of time under way: two schedulers run a job once."""
    ours = slots_of_this_run()
    if job in ours:
        return True  # the task lost a race after taking it, and begins again
    slot = int(time.time()) // every_seconds
    try:
        with transaction.atomic():
            BeatSlot.objects.create(job=job, slot=slot)
    except IntegrityError:
        return False
    ours.add(job)
    BeatSlot.objects.filter(job=job, slot__lt=slot - SLOTS_KEPT_SECONDS // every_seconds).delete()
    return True


@shared_task(name="core.beat")
def beat_task(**_added_later: object) -> None:
    """Say that schedule and worker are alive; safe to run twice."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"seen_at": timezone.now()})


@shared_task(name="core.follow_changes", time_limit=3600)  # seconds; it may rebuild a large search index
def follow_changes_task(**_added_later: object) -> int:
    """Let every durable follower read the change log to its end; safe to run twice."""
    try:
        n_read = _to_the_end(services.refresh_after_changes)
    finally:  # one follower's trouble does not stop the other
        n_found = _to_the_end(indexing.follow)
    return n_read + n_found


@shared_task(name="core.read_files")
def read_files_task(**_added_later: object) -> int:
    """Read one file's words for search, and ring again while there are more; safe to run twice."""
    n_read = read_next_file()
    if n_read:
        services.ring_bell("core.read_files")
        services.ring_bell("core.follow_changes")
    return n_read


@shared_task(name="core.publish_scheduled")
def publish_scheduled_task(**_added_later: object) -> None:
    """Publish and withdraw what has come to its date; safe to run twice."""
    if take_slot("publish_scheduled", every_seconds=60):
        call_command("publish_scheduled", verbosity=0)


@shared_task(name="core.prune_changes")
def prune_changes_task(**_added_later: object) -> int:
    """Delete lines of the change log that everybody has read; safe to run twice."""
    return changes.prune()


@shared_task(name="core.forget_sessions")
def forget_sessions_task(**_added_later: object) -> None:
    """Delete sessions that are over, with the addresses and people in them; safe to run twice."""
    call_command("clearsessions", verbosity=0)


@shared_task(
    name="core.draft_translation",
    acks_late=True,
    autoretry_for=(requests.RequestException,),
    retry_backoff=30,  # seconds
    max_retries=5,
)
def draft_translation_task(*, page_id: int, language_code: str, **_added_later: object) -> int:
    """Let the machine draft what is missing of a translation; safe to run twice."""
    return draft_translation(page_id=page_id, language_code=language_code)


@shared_task(name="core.run_wagtail_task")
def run_wagtail_task(*, path: str, arguments: list[Any], keywords: dict[str, Any], **_added_later: object) -> None:
    """Run one of Wagtail's background tasks; those it sends here are safe to run twice."""
    import_string(path).call(*arguments, **keywords)


def _to_the_end(follow: Callable[[], int]) -> int:
    n_read = 0
    while n_now := follow():
        n_read += n_now
    return n_read
