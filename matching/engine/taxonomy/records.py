"""What one concept of the taxonomy looks like to its readers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """One ESCO occupation; `essential` and `optional` are ids of skills, `isco` its four-digit group."""

    id: str
    isco: str
    label_de: str
    label_en: str
    alternatives_de: tuple[str, ...]
    alternatives_en: tuple[str, ...]
    essential: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Every other name, German first."""
        return self.alternatives_de + self.alternatives_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """One ESCO skill; a part of them has no German label, then `label_de` is empty."""

    id: str
    label_de: str
    label_en: str
    alternatives_de: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IscoGroup:
    """A group of occupations (one to four digits) with labour-market figures; ``None`` where none is published."""

    code: str
    label_de: str
    label_en: str
    women_share: float | None
    unemployed_per_vacancy: float | None
    is_shortage: bool
    is_bluecard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What people in an occupation group do, in plain language."""

    isco: str
    title: str
    task: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedConcept:
    """What titles are ranked over: an occupation or a group of occupations, with its names.

    `names` start with the preferred one; `everyday` are what people say for it (and an operator's list), `foreign` its
    names in other languages. `isco` has up to four digits and is empty if unknown. `words_row` is its row in the
    :class:`~matching.engine.taxonomy.work_words.WorkWords`, -1 if nothing is known about the work itself. `id` is that
    of the occupation, by which lists of titles point to it.
    """

    id: str = ""
    names: tuple[str, ...]
    everyday: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    isco: str = ""
    is_group: bool = False
    words_row: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A concept that a text may mean.

    For occupations `confidence` is how often such an answer was right on judged titles, for skills the likeness of the
    best name; both in [0, 1]. `is_named` says that the text, or a reading of it, is exactly one of the names.
    """

    id: str
    label: str
    confidence: float
    is_named: bool = False
