"""What blocks look like in the database."""

from typing import Any, TypedDict


class Block(TypedDict):
    """A block as StreamField stores it."""

    type: str
    value: Any
