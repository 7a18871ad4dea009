"""Who wants to know that a person or a consent is gone for good.

Rooms above put their name down here, a receiver below calls them.
"""

from collections.abc import Callable

Listener = Callable[[str, str], None]
"""Is told the kind of what is gone, and its public id; runs in the transaction that deletes or withdraws."""

_listeners: list[Listener] = []


def tell_me(listener: Listener) -> None:
    """Put a listener down, once."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(*, kind: str, public_id: str) -> None:
    """Tell all listeners that something is gone for good."""
    for listener in _listeners:
        listener(kind, public_id)
