"""What would grow for ever, and the rule that ends it: one job per kind, run every night, in small steps.

Each job can be killed at any moment and run again; a dry run says how many rows would go, and takes none.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError

from cms.audit.services import remove_old_entries
from cms.operating.growth.deletions import remove_old_deletions
from cms.operating.growth.log_entries import remove_old_log_entries
from cms.operating.growth.renditions import remove_old_renditions
from cms.operating.growth.revisions import remove_old_revisions
from cms.operating.growth.uploads import remove_lost_uploads

__all__ = ["JOBS", "Job", "Removed", "limit_growth"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of thing that grows."""

    name: str
    setting: str  # says how long things of the kind are kept
    remove: Callable[..., int]


@dataclass(frozen=True, slots=True)
class Removed:
    """What a job has removed, or would remove."""

    job: Job
    n_rows: int
    problem: str = ""


JOBS = (
    Job("revisions", "REVISIONS_KEEP_DAYS", remove_old_revisions),
    Job("renditions", "RENDITIONS_KEEP_DAYS", remove_old_renditions),
    Job("lost uploads", "UPLOADS_KEEP_DAYS", remove_lost_uploads),
    Job("log entries", "LOG_ENTRIES_KEEP_DAYS", remove_old_log_entries),
    Job("deletions", "DELETIONS_KEEP_DAYS", remove_old_deletions),
    Job("audit log", "AUDIT_KEEP_DAYS", remove_old_entries),
)


def limit_growth(*, dry_run: bool = False) -> Iterator[Removed]:
    """Run all jobs one after the other; one that fails is told and keeps none of the others from running."""
    for job in JOBS:
        try:
            yield Removed(job, job.remove(dry_run=dry_run))
        except (DatabaseError, OSError) as error:
            logger.exception("%s could not be limited", job.name)
            yield Removed(job, 0, type(error).__name__)
