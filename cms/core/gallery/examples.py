"""Examples of components by name; the modules beside this one fill the list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """What an example shows."""

    USUAL = "usual"
    LONG = "long"
    EMPTY = "empty"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Example:
    """A component's context in one state."""

    context: Mapping[str, Any] = field(default_factory=dict)
    state: State = State.USUAL


@dataclass(frozen=True, slots=True)
class Component:
    """A component with its examples; `inside` is the list or grid that it stands in."""

    name: str
    examples: Callable[[], list[Example]]
    inside: str = ""


COMPONENTS: dict[str, Component] = {}

Examples = Callable[[], list[Example]]


def component(name: str, *, inside: str = "") -> Callable[[Examples], Examples]:
    """Register a function that returns the examples of a component."""

    def register(examples: Examples) -> Examples:
        COMPONENTS[name] = Component(name, examples, inside)
        return examples

    return register


def usual(**context: Any) -> Example:
    """Return an example of the usual state."""
    return Example(context)


def long(**context: Any) -> Example:
    """Return an example with words that are too long for a phone."""
    return Example(context, State.LONG)


def empty(**context: Any) -> Example:
    """Return an example with nothing to show."""
    return Example(context, State.EMPTY)


def error(**context: Any) -> Example:
    """Return an example of something that went wrong."""
    return Example(context, State.ERROR)
