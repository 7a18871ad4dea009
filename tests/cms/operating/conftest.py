"""Folders of each test's own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Any) -> Path:
    """Return the folder that stands for VAR_DIR."""
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DELETIONS_FILE = tmp_path / "deletions.jsonl"
    settings.RESTORE_FILE = tmp_path / "restore-unfinished.json"
    settings.UPGRADE_FILE = tmp_path / "upgrade-unfinished.json"
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    settings.KEYS_FILE = tmp_path / ".env"
    settings.AUDIT_WITNESS_FILE = tmp_path / "audit-heads.jsonl"
    return tmp_path


def silent(_line: str) -> None:
    """Report to nobody."""
