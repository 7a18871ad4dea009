"""The port behind which every engine works: what an index is asked, and what it answers."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from search.analysis import Analyzer
from search.documents import SearchDocument

MOST_HITS = 500  # what a query retrieves; results are verified, counted and paged within these

LogPosition = tuple[int, int]
"""A place in the change log, stored with the index itself: (transaction, line)."""


class SearchUnavailableError(Exception):
    """The index is missing, broken or out of reach; the portal goes on without it."""


class RebuildUnderwayError(Exception):
    """Another process is building a new generation of the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineQuery:
    """A question to an engine, in words; only these sources may answer, at this moment."""

    text: str
    language: str
    sources: tuple[str, ...]
    moment: datetime
    limit: int = MOST_HITS


@dataclass(frozen=True, slots=True)
class EngineHit:
    """One answer, best first; the text is fetched later, for what is shown."""

    id: str
    source: str
    object_id: str
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class EngineHits:
    """The answers to a query, how its words were understood, and the analyzer that marks them in a text."""

    hits: tuple[EngineHit, ...]
    wanted: frozenset[str]
    corrections: tuple[tuple[str, str], ...]
    analyzer: Analyzer


@dataclass(frozen=True, slots=True)
class EngineSuggestion:
    """A title that begins, or has a word that begins, with what was typed."""

    source: str
    object_id: str
    kind: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What an operator wants to know about an index."""

    engine: str
    is_ready: bool
    generation: str = ""
    n_documents: int = 0
    n_documents_learned: int = 0
    vocabulary_version: str = ""
    position: LogPosition | None = None
    size_bytes: int = 0
    problem: str = ""

    @property
    def has_outgrown_its_vocabulary(self) -> bool:
        """Whether so much was added since compounds were learned that learning again pays."""
        return self.n_documents > 2 * self.n_documents_learned + 20


class IndexWriter(ABC):
    """Whoever takes documents into an index."""

    @abstractmethod
    def apply(
        self,
        *,
        add: Iterable[SearchDocument] = (),
        remove: Collection[str] = (),
        position: LogPosition | None = None,
    ) -> None:
        """Remove and add documents and move the position, all or nothing; doing it again changes nothing.

        A document that is older than the one in the index is ignored.
        """

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Take documents in, or replace them."""
        self.apply(add=documents)

    def remove(self, document_ids: Collection[str]) -> None:
        """Take documents out; unknown ids do no harm."""
        self.apply(remove=document_ids)


class IndexBuilder(IndexWriter):
    """A new generation of the index, invisible until it is activated."""

    @abstractmethod
    def stage(self, documents: Iterable[SearchDocument]) -> None:
        """Put documents aside; they are analyzed when all are known."""

    @abstractmethod
    def learn(self, position: LogPosition) -> None:
        """Learn compounds from what was staged and index it; the change log was read up to this position before."""

    @abstractmethod
    def activate(self) -> None:
        """Let this generation answer from now on; whoever calls it holds the writing lock."""


class SearchEngine(IndexWriter):
    """An index that answers; several processes may read while one writes."""

    name: str

    @abstractmethod
    def search(self, query: EngineQuery) -> EngineHits:
        """Return the best documents for a query; raises SearchUnavailableError when there is no index."""

    @abstractmethod
    def suggest(
        self, text: str, *, language: str, sources: Collection[str], moment: datetime, limit: int
    ) -> list[EngineSuggestion]:
        """Return titles that complete what was typed; raises SearchUnavailableError when there is no index."""

    @abstractmethod
    def fetch(self, document_ids: Collection[str]) -> dict[str, SearchDocument]:
        """Return stored documents by id, as far as they still exist."""

    @abstractmethod
    def versions(self) -> dict[str, int]:
        """Return the version of every document in the index, to compare with the database."""

    @abstractmethod
    def position(self) -> LogPosition | None:
        """Return how far in the change log the index is, or nothing when there is no usable index."""

    @abstractmethod
    def writing(self, *, wait: bool = True) -> AbstractContextManager[bool]:
        """Be the only writer for a while; yields whether that worked, which without `wait` may be no."""

    @abstractmethod
    def rebuilding(self) -> AbstractContextManager[IndexBuilder]:
        """Build a new generation; raises RebuildUnderwayError when another process does so already."""

    @abstractmethod
    def status(self) -> EngineStatus:
        """Return figures for the operator; never raises."""

    def count(self) -> int:
        """Return how many documents the index holds."""
        return self.status().n_documents
