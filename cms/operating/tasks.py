"""Doors for background work of operating."""

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from cms.core.tasks import take_slot
from cms.operating.growth import limit_growth


# Ended well before the broker would hand it out again; every batch is a transaction, the next night goes on.
@shared_task(name="operating.limit_growth", soft_time_limit=250, time_limit=290)  # seconds
def limit_growth_task(**_added_later: object) -> int:
    """Remove what is older than the settings say; two schedulers run it once, and it may be killed."""
    n_removed = 0
    if take_slot("operating.limit_growth", every_seconds=3600):
        try:
            for one in limit_growth():
                n_removed += one.n_rows
        except SoftTimeLimitExceeded:
            return n_removed
    return n_removed
