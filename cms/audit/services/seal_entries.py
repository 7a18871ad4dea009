"""Give rows their place in the chain, in short transactions of their own."""

from django.db import IntegrityError, transaction

from cms.audit.chain import START, digest_of
from cms.audit.models import Entry

BATCH_SIZE = 500  # rows


def seal_entries(*, at_most: int | None = None) -> int:
    """Seal the rows that wait, or some of them; safe to run twice and by many at once. Return how many.

    Two never get the same place: whoever waits for the other's rows finds them sealed, and where both took different
    rows the unique place refuses the second one, who leaves them to the next run.
    """
    if at_most is not None:
        return _seal_some(at_most)
    n_sealed = 0
    while n_now := _seal_some(BATCH_SIZE):
        n_sealed += n_now
    return n_sealed


def _seal_some(n: int) -> int:
    if not Entry.objects.filter(position=None).exists():
        return 0  # without asking SQLite for its only pen
    try:
        with transaction.atomic():
            waiting = list(Entry.objects.select_for_update().filter(position=None).order_by("pk")[:n])
            last = Entry.objects.filter(position__isnull=False).order_by("-position").first()
            position, digest = (last.position or 0, last.digest) if last else (0, START)
            for entry in waiting:
                position += 1
                digest = digest_of(entry, position=position, previous=digest)
                Entry.objects.filter(pk=entry.pk, position=None).update(position=position, digest=digest)
    except IntegrityError:
        return 0
    return len(waiting)
