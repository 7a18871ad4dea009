"""How the place is: empty, in use, or in the middle of a restore or an upgrade."""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, Self

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from cms.accounts.models import User
from cms.core import maintenance
from cms.core.models import Heartbeat
from cms.mailing.models import OutboxMail
from cms.operating import media
from cms.operating.errors import OperatingError

WORKER_GONE_AFTER = timedelta(seconds=60)
PAGES_OF_A_NEW_PLACE = 2  # Wagtail's root and its welcome page


@dataclass(frozen=True)
class _Begun:
    """Work on everything that is here, written down before anything is changed."""

    FILE: ClassVar[str]  # name of the setting that says where
    backup: str
    was_open: bool  # to visitors

    @classmethod
    def _path(cls) -> Path:
        return Path(getattr(settings, cls.FILE))

    def write(self) -> None:
        """Write down that it begins."""
        self._path().parent.mkdir(parents=True, exist_ok=True)
        self._path().write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls) -> Self | None:
        """Return what was begun here and not ended."""
        try:
            return cls(**json.loads(cls._path().read_text("utf-8")))
        except (FileNotFoundError, json.JSONDecodeError, TypeError):
            return None

    @classmethod
    def end(cls) -> None:
        """Say that it is not under way any more."""
        cls._path().unlink(missing_ok=True)


class Restore(_Begun):
    """A restore; `backup` is the fingerprint of its manifest."""

    FILE = "RESTORE_FILE"


class Upgrade(_Begun):
    """An upgrade; `backup` is the folder of what was here before."""

    FILE = "UPGRADE_FILE"


def unfinished_upgrade() -> Upgrade | None:
    """Return the upgrade that was begun here and not ended, while the portal is closed and its back-up is there."""
    begun = Upgrade.read() if maintenance.is_on() else None
    return begun if begun and Path(begun.backup).is_dir() else None


def require_no_unfinished_restore() -> None:
    """Refuse while what is here is half of then and half of now."""
    if Restore.read():
        raise OperatingError("A restore is unfinished here: end it first, by the same command that began it.")


def is_empty() -> bool:
    """Return whether nobody has worked here yet: no people, no mails, no pages of ours, no files."""
    pages = _count("wagtailcore_page")
    people, mails = _count(User._meta.db_table), _count(OutboxMail._meta.db_table)
    return pages <= PAGES_OF_A_NEW_PLACE and not people and not mails and next(media.file_names(_files()), None) is None


def require_no_worker() -> None:
    """Refuse while a worker is alive: it would go on with what is being exchanged."""
    table = Heartbeat._meta.db_table
    if table not in connection.introspection.table_names():
        return
    seen = Heartbeat.objects.filter(seen_at__gt=timezone.now() - WORKER_GONE_AFTER).first()
    if seen:
        age = round((timezone.now() - seen.seen_at).total_seconds())
        raise OperatingError(
            f"A worker was seen {age} seconds ago: end worker and web server, wait a minute, "
            "then run the same command again."
        )


def _files() -> Path:
    return media.media_root()


def _count(table: str) -> int:
    try:
        if table not in connection.introspection.table_names():
            return 0
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a name of ours
            return int(cursor.fetchone()[0])
    except DatabaseError:
        return 1  # what cannot be read is not empty
