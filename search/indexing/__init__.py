"""Keep every copy of the index true: follow the change log, rebuild beside the running index, compare and repair.

* :mod:`.changed` turns lines of the change log into documents,
* :mod:`.following` takes new lines over, each copy with a cursor of its own,
* :mod:`.rebuilding` builds a copy anew, :mod:`.reconciling` compares and repairs it, :mod:`.standing` tells how it is.

A copy stores how far in the log it is, after the documents or with them: whatever dies in between, the next one goes on
at the right place. The follower's cursor in the database is moved after it, so that the health page can tell the lag
and the log is not pruned too early. Nobody who publishes waits for a copy: what could not be written is in the log.
"""

from search.indexing.following import catch_up, follow
from search.indexing.rebuilding import rebuild
from search.indexing.reconciling import reconcile
from search.indexing.standing import CopyStanding, standings, status

__all__ = [
    "CopyStanding",
    "catch_up",
    "follow",
    "rebuild",
    "reconcile",
    "standings",
    "status",
]
