"""What is kept: a bounded memory whose entries know what they have read."""

from collections import OrderedDict, deque
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

from cms.core.page_cache.reads import Reads

N_REMEMBERED_DROPS = 500
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value]):
    """A kept result, what it has read, until when it holds, and how much room it takes."""

    value: Value
    tags: frozenset[str]
    until: float
    n_bytes: int


class Store:
    """Entries by key, the longest unused leave first; all threads of a process share it."""

    def __init__(self, *, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.n_bytes = 0
        self._lock = Lock()
        self._entries: OrderedDict[tuple[object, ...], Entry[Any]] = OrderedDict()
        self._keys_by_tag: dict[str, set[tuple[object, ...]]] = {}
        self._drops: deque[tuple[int, frozenset[str] | None]] = deque(maxlen=N_REMEMBERED_DROPS)
        self._n_drops = 0

    @property
    def moment(self) -> int:
        """How often something was dropped; take it before a result is computed, hand it over with the result."""
        return self._n_drops

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: tuple[object, ...], *, now: float) -> Entry[Any] | None:
        """Return what is kept, unless its time is over."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            if entry.until <= now:
                self._remove(key)
                return None
            self._entries.move_to_end(key)
            return entry

    def put(self, key: tuple[object, ...], value: Any, *, reads: Reads, n_bytes: int, begun: int) -> bool:
        """Keep a result; refuse one whose sources changed while it was computed, or nobody has decided about."""
        if reads.undecided or n_bytes > self.max_bytes:
            return False
        with self._lock:
            if self._has_dropped(reads.tags, since=begun):
                return False
            if key in self._entries:
                self._remove(key)
            self._entries[key] = Entry(value, frozenset(reads.tags), reads.until, n_bytes)
            self.n_bytes += n_bytes
            for tag in reads.tags:
                self._keys_by_tag.setdefault(tag, set()).add(key)
            while self.n_bytes > self.max_bytes:
                self._remove(next(iter(self._entries)))
            return True

    def drop(self, tags: frozenset[str]) -> int:
        """Drop what has read any of these; return how many entries that were."""
        with self._lock:
            self._note_drop(tags)
            keys = {key for tag in tags for key in self._keys_by_tag.get(tag, ())}
            for key in keys:
                self._remove(key)
            return len(keys)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._note_drop(None)
            self._entries.clear()
            self._keys_by_tag.clear()
            self.n_bytes = 0

    def _remove(self, key: tuple[object, ...]) -> None:
        entry = self._entries.pop(key)
        self.n_bytes -= entry.n_bytes
        for tag in entry.tags:
            keys = self._keys_by_tag[tag]
            keys.discard(key)
            if not keys:
                del self._keys_by_tag[tag]

    def _note_drop(self, tags: frozenset[str] | None) -> None:
        self._n_drops += 1
        self._drops.append((self._n_drops, tags))

    def _has_dropped(self, tags: set[str], *, since: int) -> bool:
        if since == self._n_drops:
            return False
        if self._drops[0][0] > since + 1:  # longer ago than is remembered
            return True
        return any(number > since and (dropped is None or dropped & tags) for number, dropped in self._drops)
