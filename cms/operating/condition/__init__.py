"""How each part of the portal is, in words for somebody who is no programmer: what it means, and what to do.

Every part is measured when somebody looks, at a cost that does not grow with the portal. A part that is away is a
reading, not an error.
"""

from collections.abc import Callable, Mapping

from cms.operating.condition import background, backups, database, files, mail, search, trust
from cms.operating.condition.part import Level, Part

__all__ = ["Level", "Part", "levels", "parts"]

# In the order in which trouble with one explains trouble with the next; the names are for programs.
MEASURED: Mapping[str, Callable[[], Part]] = {
    "database": database.database,
    "worker": background.worker,
    "queues": background.queues,
    "mail": mail.mail,
    "search": search.search,
    "followers": search.followers,
    "backup": backups.last_backup,
    "free_space": files.free_space,
    "uploads": files.uploads,
    "audit_log": trust.audit_log,
}


def parts() -> list[Part]:
    """Return all parts for people to read."""
    return [*trust.openness(), *(measure() for measure in MEASURED.values()), trust.code()]


def levels() -> dict[str, Level]:
    """Return how each part is, by its name for programs."""
    openness = max((part.level for part in trust.openness()), default=Level.WELL)
    return {"openness": openness, **{name: measure().level for name, measure in MEASURED.items()}}
