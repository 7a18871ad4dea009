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
# Exists while an upgrade is unfinished.
UPGRADE_FILE = VAR_DIR / "upgrade-unfinished.json"
AUDIT_KEEP_DAYS = env.int("AUDIT_KEEP_DAYS", default=3 * 365)  # never less than a year: the database refuses
# Where the chain of the audit log ended each night: rows cut off at its end would not be missed else.
AUDIT_WITNESS_FILE = VAR_DIR / "audit-heads.jsonl"
# What grows is held by these, every night; all in days but the second.
REVISIONS_KEEP_DAYS = env.int("REVISIONS_KEEP_DAYS", default=730)
REVISIONS_KEEP_NEWEST = env.int("REVISIONS_KEEP_NEWEST", default=20)  # versions of each page, however old
RENDITIONS_KEEP_DAYS = env.int("RENDITIONS_KEEP_DAYS", default=365)
UPLOADS_KEEP_DAYS = 2  # of those that were cut off on their way
LOG_ENTRIES_KEEP_DAYS = env.int("LOG_ENTRIES_KEEP_DAYS", default=3 * 365)
DELETIONS_KEEP_DAYS = env.int("DELETIONS_KEEP_DAYS", default=3 * 365)

# Extras for whoever watches several machines; both are off until they are set.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
ERROR_REPORTING_DSN = env.str("ERROR_REPORTING_DSN", default="")
