"""Search's doors for workers."""

from celery import shared_task

from search import indexing

REBUILD_SECONDS = 1800


@shared_task(name="search.follow", time_limit=REBUILD_SECONDS)
def follow_task(**_added_later: object) -> int:
    """Bring the index up to date; safe to run twice, and beside itself."""
    return indexing.follow()
