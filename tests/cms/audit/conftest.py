"""A file of heads of each test's own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def witness_file(tmp_path: Path, settings: Any) -> Path:
    """Return the file that remembers the ends of the chain."""
    settings.AUDIT_WITNESS_FILE = tmp_path / "audit-heads.jsonl"
    return tmp_path / "audit-heads.jsonl"
