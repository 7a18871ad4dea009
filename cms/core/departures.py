"""Who wants to know that a person is gone: rooms above put their name down here, a receiver below calls them."""

from collections.abc import Callable

Listener = Callable[[str, str], None]
"""Is told the kind of what was deleted, and its public id; runs in the transaction that deletes."""

_listeners: list[Listener] = []


def tell_me(listener: Listener) -> None:
    """Put a listener down, once."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(*, kind: str, public_id: str) -> None:
    """Tell all listeners that somebody is gone."""
    for listener in _listeners:
        listener(kind, public_id)
