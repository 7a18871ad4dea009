"""Search's doors for workers."""

from celery import shared_task

from search import indexing, invariants, lexicon, misses

REBUILD_SECONDS = 3600


@shared_task(name="search.follow", time_limit=REBUILD_SECONDS)
def follow_task(**_added_later: object) -> int:
    """Bring all copies of the index up to date; safe to run twice, and beside itself."""
    return indexing.follow()


@shared_task(name="search.reconcile", time_limit=REBUILD_SECONDS)
def reconcile_task(**_added_later: object) -> list[int]:
    """Compare all copies of the index with the database and repair them; safe to run twice, and beside itself.

    The lexicon's names of occupations are brought up to date first, since they change with a new version only.
    """
    lexicon.prepare()
    return list(indexing.reconcile())


@shared_task(name="search.check_invariants")
def check_invariants_task(**_added_later: object) -> int:
    """Look whether every promised page is still found, and return how many are not; safe to run twice."""
    return len(invariants.check())


@shared_task(name="search.forget_words")
def forget_words_task(**_added_later: object) -> int:
    """Delete what was counted of words that nobody asks any more; safe to run twice."""
    return misses.forget()
