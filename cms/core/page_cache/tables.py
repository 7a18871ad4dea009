"""Which table belongs to which kind of change, and what a statement asks for: single rows, or a list of them.

A table nobody has decided about makes the result short-lived: it is shown, but not kept. So a page that reads
something personal cannot end in the cache by oversight.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import DateField, Field, Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page

# Model → kind of change, and the column that names the row the change log speaks of.
ROWS = {
    "core.reference": ("reference", "id"),
    "core.contact": ("contact", "id"),
    "core.portalimage": ("picture", "id"),
    "core.portalrendition": ("picture", "image_id"),
    "matching.offer": ("offer", "id"),
    "matching.offeroccupation": ("offer", "offer_id"),
    "matching.offerskill": ("offer", "offer_id"),
    "matching.organization": ("organization", "id"),
    "matching.weightsrecord": ("weights", "id"),
}
# Whoever changes these records Kind.SITE, or loads reference data; all that is kept is dropped then, or ends by age.
SELDOM = frozenset(
    {
        *("contenttypes.contenttype", "wagtailcore.locale", "wagtailcore.site", "wagtailcore.collection"),
        *("wagtailcore.pageviewrestriction", "wagtailcore.collectionviewrestriction", "core.portaldocument"),
        *("matching.place", "matching.occupation", "matching.skill", "matching.publicationsettings"),
        *("taggit.tag", "taggit.taggeditem"),
    }
)
MAY_BE_WRITTEN = frozenset({"core_portalrendition"})  # a picture's size is made when it is first shown

_TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE) "(\w+)"')
_LISTED_TABLE = re.compile(r'\bFROM "(\w+)"(?! [A-Z]\d)')
_WRITTEN_TABLE = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
_VALUE = re.compile(r"(?<!%)%s")
_CHILDREN = re.compile(r'"wagtailcore_page"\."path" BETWEEN %s AND %s')
_BELOW = re.compile(r'"wagtailcore_page"\."path"(?:::text)? LIKE %s')
_DEPTH = re.compile(r'"wagtailcore_page"\."depth" = %s')
_TYPES = re.compile(r'(?<!NOT \()"wagtailcore_page"\."content_type_id" (?:= %s|IN \(%s(?:, %s)*\))')
_SINGLE_PAGES = re.compile(
    r'(?<!NOT \()"(?:\w+"\."page_ptr_id|wagtailcore_page"\."(?:id|path|url_path|translation_key))" (?:= %s|IN \()'
)


@dataclass(frozen=True, slots=True)
class RowRule:
    """How instances of a model are noted: as which kind, by which column, and which of its moments end a result."""

    kind: str
    column: str
    moments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a statement asks for beyond single rows; numbers are places among the statement's values."""

    undecided: frozenset[str]
    lists: tuple[str, ...]
    children_of: tuple[int, ...]  # ends of a range of paths
    below: tuple[int, ...]  # beginnings of paths; at one of these depths:
    depths: tuple[int, ...] = ()
    types: tuple[int, ...] = ()


@cache
def row_rule(model: type[Model]) -> RowRule | None:
    """Return how to note instances of a model, or nothing when its table is not followed by rows."""
    kind_and_column = _row_of(model)
    if kind_and_column is None:
        return None
    moments = tuple(field.attname for field in model._meta.concrete_fields if isinstance(field, DateField))
    return RowRule(*kind_and_column, moments)


@lru_cache(maxsize=2000)
def question_of(sql: str) -> Question:
    """Read a statement; the same statements come again and again."""
    if (written := _WRITTEN_TABLE.match(sql)) and written[1] not in MAY_BE_WRITTEN:
        return Question(frozenset({written[1]}), (), (), ())
    kinds = _kinds_by_table()
    undecided = frozenset(table for table in _TABLE.findall(sql) if table not in kinds)
    listed = [table for table in _LISTED_TABLE.findall(sql) if kinds.get(table)]
    if not any(kinds[table] == "page" for table in listed):
        return Question(undecided, tuple(f"list:{kinds[t]}" for t in listed if not _asks_for_rows(sql, t)), (), ())
    asks_for_rows = bool(_SINGLE_PAGES.search(sql))
    if asks_for_rows and " OR " not in sql:
        return Question(undecided, (), (), ())
    children, below, depths = (
        tuple(_place(sql, found) for found in pattern.finditer(sql)) for pattern in (_CHILDREN, _BELOW, _DEPTH)
    )
    if children or below:
        return Question(undecided, (), children, below, depths)
    types = tuple(
        _place(sql, found) + n for found in _TYPES.finditer(sql) for n in range(len(_VALUE.findall(found[0])))
    )
    lists = () if types or asks_for_rows else tuple(f"list:{table}" for table in listed)
    return Question(undecided, lists, (), (), types=types)


def table_of_type(content_type_id: int) -> str:
    """Return the table of a content type."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return model._meta.db_table if model else ""


def _row_of(model: type[Model]) -> tuple[str, str] | None:
    if issubclass(model, Page):
        return "page", "id"
    if known := ROWS.get(model._meta.label_lower):
        return known
    key = _parental_key(model)
    parent = _row_of(key.related_model) if key and key.related_model else None
    return (parent[0], key.attname) if parent and key else None


def _parental_key(model: type[Model]) -> Field | None:
    return next((field for field in model._meta.concrete_fields if isinstance(field, ParentalKey)), None)


@cache
def _kinds_by_table() -> dict[str, str]:
    """Return table → kind of change, for every table that is decided about (empty: changes with the site)."""
    kinds = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower in SELDOM:
            kinds[model._meta.db_table] = ""
        elif rule := row_rule(model):
            kinds[model._meta.db_table] = rule.kind
    return kinds


@cache
def _columns_of_rows() -> dict[str, re.Pattern[str]]:
    """Return table → pattern of a condition that names single rows, or the one owner of the rows."""
    patterns = {}
    for label in ROWS:
        model = apps.get_model(label)
        names = {"id", "public_id", *(field.column for field in model._meta.concrete_fields if field.is_relation)}
        columns = "|".join(sorted(names))
        patterns[model._meta.db_table] = re.compile(
            rf'(?<!NOT \()"{model._meta.db_table}"\."(?:{columns})" (?:= %s|IN \()'
        )
    return patterns


def _asks_for_rows(sql: str, table: str) -> bool:
    pattern = _columns_of_rows().get(table)
    return pattern is None or bool(pattern.search(sql))


def _place(sql: str, found: re.Match[str]) -> int:
    return len(_VALUE.findall(sql[: found.start()]))
