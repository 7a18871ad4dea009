"""The digest that ties a row to the one before it."""

import hashlib
import json
from datetime import UTC

from cms.audit.models import Entry

START = "0" * 64


def digest_of(entry: Entry, *, position: int, previous: str) -> str:
    """Return the SHA-256 over everything a row says, its place, and the digest of the row before."""
    said = [
        previous,
        position,
        entry.pk,
        entry.created_at.astimezone(UTC).isoformat(),
        entry.action,
        str(entry.actor or ""),
        entry.object_kind,
        entry.object_id,
        entry.detail,
        entry.removed_until,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
