"""Tell the workers that there is something to do; never wait for it, never fail because of it.

What has to be done stands in the database (change log, outbox, schedule). A bell that is not heard costs seconds,
not data, so a broker that is away is logged and left alone for a while.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 30.0
_quiet_until = 0.0
_is_silent = False
_lock = threading.Lock()


def ring_bell(task_name: str, /, **arguments: object) -> None:
    """Send a task by name once the transaction under way has been committed; equal bells of one transaction once."""
    bell = (task_name, repr(sorted(arguments.items())))
    waiting = transaction.get_connection().run_on_commit
    if waiting and getattr(waiting[-1][1], "bell", None) == bell:
        return
    transaction.on_commit(_Ring(bell, task_name, arguments), robust=True)


@contextmanager
def silent_bells() -> Iterator[None]:
    """Send nothing meanwhile: who writes thousands of rows does once, at the end, what each would have asked for."""
    global _is_silent
    _is_silent = True
    try:
        yield
    finally:
        _is_silent = False


@dataclass(frozen=True, slots=True)
class _Ring:
    """What is done after commit; it can be compared, so that an import rings once and not for every row."""

    bell: tuple[str, str]
    task_name: str
    arguments: dict[str, object]

    def __call__(self) -> None:
        _send(self.task_name, self.arguments)


def _send(task_name: str, arguments: dict[str, object]) -> None:
    global _quiet_until
    if _is_silent or time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task(task_name, kwargs=arguments, retry=False)
    except (OperationalError, OSError) as error:
        with _lock:
            _quiet_until = time.monotonic() + PAUSE_SECONDS
        logger.warning("broker away, %s waits for the schedule: %s", task_name, type(error).__name__)
