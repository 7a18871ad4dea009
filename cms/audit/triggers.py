"""What the database refuses, in its own words: no code that forgets the rule, and no shell, gets round it unseen.

Three ways are open: adding a row that is in no chain yet, filling in its place in the chain once, and removing rows
older than a year that a sealed row of kind "cut" speaks of. A migration that makes SQLite build the table anew loses
the triggers with it and must run `install` again; a test tells.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "audit_entry"
REFUSED = "the audit log is append-only"
KEPT_AT_LEAST_DAYS = 365
CONTENT = ("id", "created_at", "action", "actor", "object_kind", "object_id", "detail", "removed_until")

_IS_CUT = (
    "EXISTS (SELECT 1 FROM {table} AS cut WHERE cut.removed_until >= OLD.position AND cut.position > cut.removed_until)"
)
_IS_SEALED = "OLD.position IS NULL AND NEW.position > 0 AND length(NEW.digest) = 64"

_SQLITE = {
    # REPLACE would delete without asking a trigger, so what it would replace is looked for first.
    "audit_insert": f"""
        CREATE TRIGGER audit_insert BEFORE INSERT ON {TABLE}
        WHEN NEW.position IS NOT NULL OR NEW.digest <> '' OR EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",  # noqa: S608 - names of ours
    "audit_update": f"""
        CREATE TRIGGER audit_update BEFORE UPDATE ON {TABLE}
        WHEN NOT ({_IS_SEALED}) OR EXISTS (SELECT 1 FROM {TABLE} WHERE position = NEW.position)
          OR {" OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in CONTENT)}
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",  # noqa: S608 - names of ours
    "audit_delete": f"""
        CREATE TRIGGER audit_delete BEFORE DELETE ON {TABLE}
        WHEN OLD.position IS NULL OR OLD.created_at > datetime('now', '-{KEPT_AT_LEAST_DAYS} days')
          OR NOT {_IS_CUT.format(table=TABLE)}
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
}
_POSTGRESQL = (
    f"""
    CREATE FUNCTION public.audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $stays$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        IF NEW.position IS NULL AND NEW.digest = '' THEN RETURN NEW; END IF;
      ELSIF TG_OP = 'UPDATE' THEN
        IF {_IS_SEALED} AND ({", ".join(f"NEW.{name}" for name in CONTENT)})
          IS NOT DISTINCT FROM ({", ".join(f"OLD.{name}" for name in CONTENT)}) THEN RETURN NEW; END IF;
      ELSIF TG_OP = 'DELETE' THEN
        IF OLD.created_at <= now() - interval '{KEPT_AT_LEAST_DAYS} days'
          AND {_IS_CUT.format(table=f"public.{TABLE}")} THEN RETURN OLD; END IF;
      END IF;
      RAISE EXCEPTION '{REFUSED}';
    END $stays$""",
    f"""
    CREATE TRIGGER audit_rows BEFORE INSERT OR UPDATE OR DELETE ON public.{TABLE}
    FOR EACH ROW EXECUTE FUNCTION public.audit_entry_stays()""",
    f"""
    CREATE TRIGGER audit_truncate BEFORE TRUNCATE ON public.{TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION public.audit_entry_stays()""",
)
_POSTGRESQL_UNDO = (
    f"DROP TRIGGER IF EXISTS audit_truncate ON public.{TABLE}",
    f"DROP TRIGGER IF EXISTS audit_rows ON public.{TABLE}",
    "DROP FUNCTION IF EXISTS public.audit_entry_stays()",
)


def install(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place; whatever was there goes first."""
    uninstall(apps, editor)
    statements = _POSTGRESQL if editor.connection.vendor == "postgresql" else tuple(_SQLITE.values())
    for statement in statements:
        editor.execute(statement, params=None)


def uninstall(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away, to go back behind the migration."""
    is_postgresql = editor.connection.vendor == "postgresql"
    statements = _POSTGRESQL_UNDO if is_postgresql else tuple(f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE)
    for statement in statements:
        editor.execute(statement, params=None)
