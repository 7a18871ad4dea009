"""How each part of the portal is, in words for somebody who is no programmer: what it means, and what to do.

Every part is measured when somebody looks, at a cost that does not grow with the portal. A part that is away is a
reading, not an error.
"""

from cms.operating.condition import background, backups, database, files, mail, search, trust
from cms.operating.condition.part import Level, Part

__all__ = ["Level", "Part", "parts"]


def parts() -> list[Part]:
    """Return all parts, in the order in which trouble with one explains trouble with the next."""
    return [
        *trust.openness(),
        database.database(),
        background.worker(),
        background.queues(),
        mail.mail(),
        search.search(),
        search.followers(),
        backups.last_backup(),
        files.free_space(),
        files.uploads(),
        trust.audit_log(),
        trust.code(),
    ]
