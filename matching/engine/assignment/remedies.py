"""What stands against placing somebody, and what would have to change; codes and figures, a service words them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Constraint(StrEnum):
    """What keeps somebody without mentor.

    * ``NO_MENTORS``: the cohort has none
    * ``EXCLUDED``: hard rules exclude every mentor
    * ``FORBIDDEN``: every mentor that the rules admit is forbidden
    * ``FULL``: every mentor who is admitted is full, and no rearrangement frees a seat without taking one
    * ``OUTWEIGHED``: a rearrangement would place them without taking a place from anybody; the objective prefers not to
    """

    NO_MENTORS = "no_mentors"
    EXCLUDED = "excluded"
    FORBIDDEN = "forbidden"
    FULL = "full"
    OUTWEIGHED = "outweighed"


class StepKind(StrEnum):
    """What is changed: a pin lifted, a forbidden pair allowed, a place more, a hard rule that admits a pair."""

    UNPIN = "unpin"
    ALLOW = "allow"
    CAPACITY = "capacity"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to change; `mentee_id` is empty for one more place, `rule` only set for a hard rule.

    A rule is the first that excludes the pair; another one may stand behind it.
    """

    kind: StepKind
    mentee_id: str
    mentor_id: str
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Steps that together make room for one person with `mentor_id`; `n_moved` others would get another mentor.

    No step at all means: rearranging is enough.
    """

    mentee_id: str
    mentor_id: str
    steps: tuple[Step, ...]
    n_moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A person without mentor: `excluded` counts mentors by the rule that excludes them, `n_full` those without room.

    `changes` come smallest first.
    """

    mentee_id: str
    constraint: Constraint
    excluded: Mapping[str, int]
    n_forbidden: int
    n_full: int
    remedies: tuple[Remedy, ...]
