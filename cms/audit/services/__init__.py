"""Record an event, seal rows into the chain, look along the chain, remove what is too old."""

from cms.audit.services.record_event import record_event, record_sparingly
from cms.audit.services.remove_old_entries import remove_old_entries
from cms.audit.services.seal_entries import seal_entries
from cms.audit.services.verify_chain import Finding, verify_chain

__all__ = ["Finding", "record_event", "record_sparingly", "remove_old_entries", "seal_entries", "verify_chain"]
