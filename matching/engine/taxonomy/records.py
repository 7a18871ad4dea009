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
class Understood:
    """A concept that a text may mean; `confidence` in [0, 1] is the likeness of its best label, 1 = the same words.

    A title that is understood only in part has less than the likeness of that part.
    """

    id: str
    label: str
    confidence: float
