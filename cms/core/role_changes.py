"""Who wants to know that people may do more or less than before: rooms above put their name down, a receiver calls."""

from collections.abc import Callable, Iterable
from typing import Any

Listener = Callable[[Iterable[Any]], None]
"""Is given the log-ins whose role changed; runs in the transaction that changes it."""

# What a log-in may do besides its groups.
FLAGS = ("is_active", "is_staff", "is_superuser")

_listeners: list[Listener] = []


def tell_me(listener: Listener) -> None:
    """Put a listener down, once."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(users: Iterable[Any]) -> None:
    """Tell all listeners whose role changed."""
    if users := list(users):
        for listener in _listeners:
            listener(users)
