"""What there is to do at the desk: one kind per sentence an editor would say, one file per sort of thing.

A source reads what one person can do with a query or two; nothing is stored, so nothing can be out of date.
"""

from cms.desk.to_do.entries import Entry
from cms.desk.to_do.kinds import BY_NAME, KINDS, Kind, entries_for

__all__ = ["BY_NAME", "KINDS", "Entry", "Kind", "entries_for"]
