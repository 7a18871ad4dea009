"""Look behind addresses that are due, a little at a time and never long at one server."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from cms.links.models import Link
from cms.links.visiting import Network, Visit, visit

BITE_SECONDS = 20  # a worker has other things to do
MOST_VISITS = 40  # in one bite
HOST_RESTS = timedelta(seconds=30)  # longer than a bite, so each server is asked once in it
GOOD_FOR = timedelta(days=7)
# Whoever is killed on the way has noted before that the address is not due for an hour: it cannot stop the others.
UNFINISHED_AGAIN_AFTER = timedelta(hours=1)


def check_links(*, network: Network | None = None) -> int:
    """Visit addresses that are due; return how many. Each result is kept at once: safe to be killed and repeated."""
    if not settings.LINK_CHECK:
        return 0
    network = network or Network()
    ends_at = time.monotonic() + BITE_SECONDS
    n_visits = 0
    while n_visits < MOST_VISITS and time.monotonic() < ends_at:
        link = _claimed(timezone.now())
        if link is None:
            break
        _note(link, visit(link.address, network=network))
        n_visits += 1
    return n_visits


def _claimed(now: datetime) -> Link | None:
    """Return an address that is due at a server that has rested, and that nobody else visits; None when none is."""
    resting = Link.objects.filter(tried_at__gt=now - HOST_RESTS).values("host")
    link = Link.objects.filter(due_at__lte=now).exclude(host__in=resting).order_by("due_at").first()
    while link is not None:
        mine = Link.objects.filter(pk=link.pk, due_at=link.due_at)
        if mine.update(due_at=now + UNFINISHED_AGAIN_AFTER, tried_at=now):
            return link
        link = Link.objects.filter(due_at__lte=now).exclude(host__in=resting).order_by("due_at").first()
    return None


def _note(link: Link, seen: Visit) -> None:
    today = timezone.localdate()
    link.due_at = _tomorrow()
    if seen.is_judged and seen.problem is None:
        link.due_at = timezone.now() + GOOD_FOR
        link.failing_since, link.failed_on, link.problem = None, None, ""
    elif seen.problem is not None:
        link.failing_since = link.failing_since or today
        link.failed_on, link.problem = today, seen.problem
    kept = {name: getattr(link, name) for name in ("due_at", "failing_since", "failed_on", "problem")}
    Link.objects.filter(pk=link.pk).update(**kept)  # it may be forgotten by now


def _tomorrow() -> datetime:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)
