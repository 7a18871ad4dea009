"""The register of processing activities (Art. 30 GDPR), made from what the models say about their fields.

The code decides what is stored, why and for how long; the German names and the proposals for a legal basis stand in
processing_texts.toml. A test fails when a purpose, a period or a model has no words, or when the printed register
is older than the models.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.template.loader import render_to_string

from cms.accounts.personal_data import THIRD_PARTY
from matching.models import PersonalFields, Purpose, Retention

_TEXTS = Path(__file__).with_name("processing_texts.toml")
_OUR_ROOMS = ("cms.", "matching.", "search.")
# What only one sort of database has: the register is the same everywhere.
_OF_ONE_DATABASE = {"wagtailsearch.SQLiteFTSIndexEntry"}
_FIELDS_OF_ONE_DATABASE = {"title_text", "body_text"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one model for one purpose and period."""

    label: str
    name: str
    fields: Sequence[str]
    until: str


@dataclass(frozen=True, slots=True)
class Activity:
    """One processing activity."""

    purpose: Purpose
    title: str
    public: str
    people: str
    legal_basis: str
    recipients: str
    kept: Sequence[Kept]

    @property
    def periods(self) -> list[str]:
        """The periods of this activity, each once."""
        return list(dict.fromkeys(one.until for one in self.kept))


def activities() -> list[Activity]:
    """Return all processing activities, in the order of the purposes."""
    texts, kept = _texts(), _kept_by_purpose()
    return [Activity(purpose=purpose, kept=kept[purpose], **texts["purposes"][purpose.value]) for purpose in Purpose]


def register_as_text() -> str:
    """Return the register as Markdown, for printing and for the files of the data protection officer."""
    return render_to_string("accounts/processing_register.md", {"activities": activities()})


def decisions() -> Iterator[tuple[str, PersonalFields]]:
    """Return every model with what was decided about its fields, ours and those of libraries."""
    ours: list[Any] = [model for model in apps.get_models() if model.__module__.startswith(_OUR_ROOMS)]
    own = {model._meta.label: (model.personal_data, _own_fields(model)) for model in ours}
    for label, (fields, names) in own.items():
        yield label, {name: decision for name, decision in fields.items() if name in names}
    yield from THIRD_PARTY.items()


def _own_fields(model: Any) -> set[str]:
    """Return the names of a model's fields; siblings may share one mapping that names more."""
    return {field.name for field in (*model._meta.local_concrete_fields, *model._meta.local_many_to_many)}


def _kept_by_purpose() -> Mapping[Purpose, Sequence[Kept]]:
    texts = _texts()
    fields: defaultdict[tuple[Purpose, Retention, str], list[str]] = defaultdict(list)
    for label, decided in decisions():
        for name, decision in decided.items():
            if decision and label not in _OF_ONE_DATABASE and name not in _FIELDS_OF_ONE_DATABASE:
                fields[decision.purpose, decision.retention, label].append(name)
    kept: defaultdict[Purpose, list[Kept]] = defaultdict(list)
    for (purpose, retention, label), names in sorted(fields.items()):
        until = texts["retentions"][retention.value]
        kept[purpose].append(Kept(label, texts["models"][label], sorted(names), until))
    return kept


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    return tomllib.loads(_TEXTS.read_text("utf-8"))
