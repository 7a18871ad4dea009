"""Facts that are edited once: what happens when one changes, where they are used, and how they are loaded."""

from cms.core.references.editing import note_changed_statement, note_translated
from cms.core.references.loading import Loaded, UnknownReferenceError, load_references
from cms.core.references.use import TouchedPage, changed_references, needing_attention, pages_touched

__all__ = [
    "Loaded",
    "TouchedPage",
    "UnknownReferenceError",
    "changed_references",
    "load_references",
    "needing_attention",
    "note_changed_statement",
    "note_translated",
    "pages_touched",
]
