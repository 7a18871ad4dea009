"""Loads the sourced statements that ship with the portal.

The file is the upstream; the portal is where editors work. Each reference remembers a mark of the row that it was last
loaded from, one per language. A row that stayed the same leaves the record alone, whatever an editor wrote since; a row
that is new or changed upstream wins, because then the law has changed. Wordings that an editor removed stay away until
their row changes.
"""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cms.core.models import Reference, ReferenceWording
from cms.core.references.editing import note_changed_statement, note_translated

FOLDER = Path(__file__).parents[1] / "data"
MAIN_FILE = "facts.csv"
YEARLY = "changes yearly"

Row = Mapping[str, str]
Statements = dict[str, dict[str, str]]  # language code → key → statement


class UnknownReferenceError(LookupError):
    """A file of wordings names a statement that there is not."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading did."""

    created: int
    updated: int
    kept: int


@transaction.atomic
def load_references(*, folder: Path = FOLDER) -> Loaded:
    """Bring references and their wordings up to the files; safe to run again at any time."""
    rows = _read(folder / MAIN_FILE)
    wordings = _read_wordings(folder, known={row["key"] for row in rows})
    stored = {one.key: one for one in Reference.objects.prefetch_related("wordings")}
    created = updated = 0
    for row in rows:
        reference = stored.get(row["key"]) or Reference(key=row["key"])
        is_new = reference.pk is None
        has_changed = _take_row(reference, row)
        for language_code, statements in wordings.items():
            if statement := statements.get(row["key"]):
                has_changed |= _take_wording(reference, language_code, statement, german=row["statement_de"])
        if has_changed:
            reference.save()
            created, updated = created + is_new, updated + (not is_new)
    return Loaded(created, updated, len(rows) - created - updated)


def _take_row(reference: Reference, row: Row) -> bool:
    if not _is_news(reference, settings.LANGUAGE_CODE, *(row[name] for name in sorted(row))):
        return False
    before = (reference.statement, reference.reference)
    reference.topic = row["topic"]
    reference.statement = row["statement_de"]
    reference.reference = row["reference"]
    reference.source = row["source"]
    reference.as_of = row["as_of"]
    reference.changes_yearly = YEARLY in row["confidence"]
    reference.review_date = date.fromisoformat(row["review_after"])
    if reference.pk and before != (reference.statement, reference.reference):
        note_changed_statement(reference=reference)
    return True


def _take_wording(reference: Reference, language_code: str, statement: str, *, german: str) -> bool:
    if not _is_news(reference, language_code, statement):
        return False
    wordings = list(reference.wordings.all())
    wording = next((one for one in wordings if one.language_code == language_code), None)
    if wording is None:
        wording = ReferenceWording(language_code=language_code, sort_order=len(wordings))
        wordings.append(wording)
    wording.statement = statement
    note_translated(wording=wording, statement=german)
    reference.wordings = wordings
    return True


def _is_news(reference: Reference, language_code: str, *cells: str) -> bool:
    """Say whether a row is another one than last time, and remember it."""
    mark = hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:16]
    is_news = reference.loaded_rows.get(language_code) != mark
    reference.loaded_rows[language_code] = mark
    return is_news


def _read_wordings(folder: Path, *, known: set[str]) -> Statements:
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    found: Statements = {}
    for code in others:
        path = folder / f"facts_{code}.csv"
        if not path.exists():
            continue
        found[code] = {row["key"]: row[f"statement_{code}"].strip() for row in _read(path)}
        if unknown := found[code].keys() - known:
            raise UnknownReferenceError(f"{path.name} names {', '.join(sorted(unknown))}, which {MAIN_FILE} does not")
    return found


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
