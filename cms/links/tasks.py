"""Doors for the background work of the link checker."""

from celery import shared_task

from cms.core.tasks import take_slot
from cms.links import services


@shared_task(name="links.read")
def read_task(**_added_later: object) -> int:
    """Read the links of pages that were published since; safe to run twice."""
    return services.read_pages() if take_slot("links.read", every_seconds=300) else 0


@shared_task(name="links.tidy")
def tidy_task(**_added_later: object) -> int:
    """Read the links of records, and forget those that stand nowhere; safe to run twice."""
    if not take_slot("links.tidy", every_seconds=3600):
        return 0
    services.read_records()
    return services.forget_links()


@shared_task(name="links.check", time_limit=120)  # seconds; a bite takes a third of it at most
def check_task(**_added_later: object) -> int:
    """Visit some of the addresses that are due; two schedulers do it once a minute, and it is safe to run twice."""
    return services.check_links() if take_slot("links.check", every_seconds=60) else 0
