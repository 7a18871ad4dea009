"""Back-ups: where they lie and how many are kept. Read by cms.operating."""

from cms.settings.environment import BASE_DIR, VAR_DIR, env

BACKUP_DIR = env.path("BACKUP_DIR", default=VAR_DIR / "backups")
BACKUP_KEEP = env.int("BACKUP_KEEP", default=14)
# What a back-up keeps of the keys, and where restoring puts them back when none are set.
KEYS_FILE = BASE_DIR / ".env"
# Every deletion of a person stands here too: a table that is restored no longer knows of it.
DELETIONS_FILE = VAR_DIR / "deletions.jsonl"
# Exists while a restore is unfinished.
RESTORE_FILE = VAR_DIR / "restore-unfinished.json"
