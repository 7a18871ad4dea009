"""The audit log: who did what to what, in rows that nobody can change unseen (docs/decisions/0021-audit-log.md)."""
