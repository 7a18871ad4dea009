"""Sizes of pictures: drawn anew once a year where somebody still asks for them; the others stay away."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.core.models import PortalRendition
from matching import changes

PER_NIGHT = 2000  # renditions; all are drawn again by whoever asks first
BATCH_SIZE = 50


def remove_old_renditions(*, dry_run: bool = False) -> int:
    """Remove sizes that were drawn more than RENDITIONS_KEEP_DAYS ago, some each night; return how many.

    Nothing says when a size was last asked for. A page that shows one is made anew, since the change log names the
    picture, and draws it again.
    """
    going = _old()
    if dry_run:
        return sum(1 for _one in going)
    n_removed = 0
    while some := list(islice(going, BATCH_SIZE)):
        with transaction.atomic():
            changes.record(changes.Kind.PICTURE, {one.image_id for one in some})
            # The worker deletes each file once its row is gone; a size drawn anew before that gets another name.
            n_removed += PortalRendition.objects.filter(pk__in=[one.pk for one in some]).delete()[0]
    return n_removed


def _old() -> Iterator[PortalRendition]:
    """Yield the oldest; rows come in the order in which their files were drawn, so the first young one ends it."""
    limit = timezone.now() - timedelta(days=settings.RENDITIONS_KEEP_DAYS)
    for one in PortalRendition.objects.order_by("pk")[:PER_NIGHT]:
        try:
            drawn_at = one.file.storage.get_modified_time(one.file.name)
        except FileNotFoundError:
            drawn_at = limit - timedelta(days=1)  # a row without a file shows a broken picture
        if drawn_at >= limit:
            return
        yield one
