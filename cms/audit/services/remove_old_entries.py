"""Remove the oldest rows, so that the log ends somewhere; a row that stays says what was removed."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from cms.audit import witness
from cms.audit.models import Action, Entry
from cms.audit.services.record_event import record_event
from cms.audit.services.seal_entries import seal_entries
from cms.audit.services.verify_chain import verify_chain
from cms.audit.triggers import KEPT_AT_LEAST_DAYS

BATCH_SIZE = 500  # rows


def remove_old_entries(*, dry_run: bool = False) -> int:
    """Remove what is older than AUDIT_KEEP_DAYS and return how many rows; nothing while the chain is broken.

    First a row with the position and digest of the last one that goes is sealed into the chain: the database lets go
    only what such a row speaks of. Killed in between, the next run goes on.
    """
    days = max(settings.AUDIT_KEEP_DAYS, KEPT_AT_LEAST_DAYS + 1)
    moment = timezone.now() - timedelta(days=days)
    # The first row that stays; rows after it stay even where their moment is older.
    stays = Entry.objects.filter(position__isnull=False, created_at__gte=moment).order_by("position").first()
    going = Entry.objects.filter(position__isnull=False, created_at__lt=moment)
    if stays:
        going = going.filter(position__lt=stays.position)
    # An end that was noted lately says that its row was young: it stays, or the cut would look made up.
    lately = [head.position for head in witness.heads() if head.seen_at >= moment.isoformat()]
    if lately:
        going = going.filter(position__lt=min(lately))
    last = going.order_by("-position").first()
    if last is None or dry_run:
        return going.count()
    if not _is_announced(last) and not _announce(last):
        return 0
    n_removed = 0
    while keys := list(going.order_by("position").values_list("pk", flat=True)[:BATCH_SIZE]):
        n_removed += Entry.objects.filter(pk__in=keys).delete()[0]
    witness.forget_before(last.position or 0)
    return n_removed


def _is_announced(last: Entry) -> bool:
    return Entry.objects.filter(removed_until__gte=last.position, position__isnull=False).exists()


def _announce(last: Entry) -> bool:
    if not verify_chain().is_intact:
        return False
    record_event(
        Action.CUT,
        object_kind="audit.entry",
        object_id=last.position or "",
        detail={"digest": last.digest},
        removed_until=last.position,
    )
    seal_entries()
    return True
