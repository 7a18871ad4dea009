"""Is everything alive? What the health page shows, measured now."""

from dataclasses import dataclass
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from cms.core.models import Heartbeat
from matching import changes
from search import indexing

WORKER_SILENT_AFTER = timedelta(seconds=60)
LAG_ALLOWED_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of the health page."""

    name: str
    is_well: bool
    text: str
    # Without these the portal cannot serve a page; the others only make it slower or older.
    is_vital: bool = False


def readings() -> list[Reading]:
    """Measure everything; a part that is away is a reading, not an error."""
    database = _database()
    if not database.is_well:
        return [database]
    return [database, _broker(), _worker(), _search(), *_followers()]


def _database() -> Reading:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Reading(_("Database"), False, type(error).__name__, is_vital=True)
    return Reading(_("Database"), True, connection.vendor, is_vital=True)


def _broker() -> Reading:
    try:
        with current_app.connection_for_write(connect_timeout=settings.CELERY_BROKER_CONNECTION_TIMEOUT) as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except (OperationalError, OSError) as error:
        return Reading(_("Broker"), False, _("away (%(error)s): work waits") % {"error": type(error).__name__})
    return Reading(_("Broker"), True, settings.CELERY_BROKER_URL.partition(":")[0])


def _worker() -> Reading:
    heartbeat = Heartbeat.objects.filter(name="worker").first()
    if heartbeat is None:
        return Reading(_("Worker"), False, _("never seen"))
    age = timezone.now() - heartbeat.seen_at
    text = _("seen %(seconds)s seconds ago") % {"seconds": round(age.total_seconds())}
    return Reading(_("Worker"), age < WORKER_SILENT_AFTER, text)


def _search() -> Reading:
    status = indexing.status()
    text = _("%(count)s documents") % {"count": status.n_documents}
    return Reading(_("Search"), status.n_documents > 0, text)


def _followers() -> list[Reading]:
    return [
        Reading(
            _("Follower %(name)s") % {"name": lag.follower},
            lag.oldest_seconds < LAG_ALLOWED_SECONDS,
            _("%(count)s changes behind") % {"count": lag.n_changes},
        )
        for lag in changes.lags()
    ]
