"""Work in the background: is a worker there, and does work pile up?"""

import os
from datetime import timedelta
from itertools import islice
from pathlib import Path

from amqp.exceptions import ChannelError as AmqpChannelError
from celery import current_app
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu import Connection
from kombu.exceptions import ChannelError, OperationalError

from cms.core.health import WORKER_SILENT_AFTER
from cms.core.models import Heartbeat
from cms.operating.condition.part import Level, Part, span

MANY = 1000  # tasks
LONG = timedelta(minutes=10)
LOOKED_AT = 20_000  # files of a queue that lies in a folder


def worker() -> Part:
    """Say when the worker was last seen."""
    meaning = _("The worker sends mails, publishes by date and keeps the search current.")
    advice = _("Start worker and schedule again: systemctl restart portal-worker portal-beat.")
    try:
        heartbeat = Heartbeat.objects.filter(name="worker").first()
    except DatabaseError as error:
        return Part(_("Worker"), Level.BAD, type(error).__name__, meaning, advice)
    if heartbeat is None:
        return Part(_("Worker"), Level.BAD, _("never seen"), meaning, advice)
    age = timezone.now() - heartbeat.seen_at
    if age < WORKER_SILENT_AFTER:
        return Part(_("Worker"), Level.WELL, _("seen less than a minute ago"), meaning)
    return Part(_("Worker"), Level.BAD, _("last seen %(span)s ago") % {"span": span(age)}, meaning, advice)


def queues() -> Part:
    """Say how much work waits, and since when where that can be known."""
    meaning = _("What pages and people have asked for waits here until the worker comes to it.")
    try:
        with current_app.connection_for_write(connect_timeout=settings.CELERY_BROKER_CONNECTION_TIMEOUT) as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
            lengths = {queue.name: _length(broker, queue.name) for queue in settings.CELERY_TASK_QUEUES}
    except (OperationalError, OSError) as error:
        text = _("the broker is away (%(error)s)") % {"error": type(error).__name__}
        advice = _("Start Redis again; nothing is lost, the schedule finds all work anew.")
        return Part(_("Waiting work"), Level.BAD, text, meaning, advice)
    n_waiting, oldest = sum(lengths.values()), _oldest()
    text = _("%(n)s tasks wait") % {"n": n_waiting}
    if lengths.get("mails"):
        text += ", " + _("%(n)s of them mails") % {"n": lengths["mails"]}
    if oldest is not None:
        text += ", " + _("the oldest for %(span)s") % {"span": span(oldest)}
    if n_waiting < MANY and (oldest is None or oldest < LONG):
        return Part(_("Waiting work"), Level.WELL, text, meaning)
    advice = _("Look whether the worker runs. If it does, wait a quarter of an hour and look again.")
    return Part(_("Waiting work"), Level.LOOK, text, meaning, advice)


def _length(broker: Connection, queue: str) -> int:
    try:
        return int(broker.default_channel.queue_declare(queue, passive=True).message_count)
    except (ChannelError, AmqpChannelError):
        return 0  # nobody has put anything into it yet


def _oldest() -> timedelta | None:
    """Return how long the oldest task waits; only a folder tells, Redis keeps no moment."""
    folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("data_folder_in")
    if not settings.CELERY_BROKER_URL.startswith("filesystem") or not Path(str(folder)).is_dir():
        return None
    moments = []
    with os.scandir(str(folder)) as files:
        for file in islice(files, LOOKED_AT):
            try:
                moments.append(file.stat().st_mtime)
            except FileNotFoundError:
                continue  # the worker has just taken it
    return timedelta(seconds=max(timezone.now().timestamp() - min(moments), 0)) if moments else None
