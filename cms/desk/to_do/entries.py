"""One thing to do, as the board shows it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, record or file that somebody must mend, and where that is done.

    `note` says what is the matter when the kind does not say it all, such as a day. `path` is the page's path in the
    tree and `place_id` a record's municipality: the board counts by them. `n` is how many things an entry stands for.
    """

    title: str
    url: str
    note: str = ""
    path: str = ""
    place_id: int | None = None
    n: int = 1


Entries = Mapping[str, list[Entry]]  # name of a kind → what there is to do of it
