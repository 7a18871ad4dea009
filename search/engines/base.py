"""The port behind which every engine works: what an index is asked, and what it answers."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from search.analysis import Analyzer
from search.documents import SearchDocument
from search.engines.understanding import UnderstoodQuery, WordBook

MOST_HITS = 500  # what a query retrieves; results are verified, counted and paged within these

FOLLOWERS = "search:"  # how the names of all copies begin in the change log

LogPosition = tuple[int, int]
"""A place in the change log, stored with the index itself: (transaction, line)."""


class SearchUnavailableError(Exception):
    """The index is missing, broken or out of reach; the portal goes on without it."""


class RebuildUnderwayError(Exception):
    """Another process is building a new generation of the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineQuery:
    """A question to an engine, in words; only these sources may answer, at this moment.

    `near` is where the visitor is (latitude, longitude in degrees); `lexicon` knows other words for the same thing;
    `exact` are words the visitor insists on.
    """

    text: str
    language: str
    sources: tuple[str, ...]
    moment: datetime
    limit: int = MOST_HITS
    near: tuple[float, float] | None = None
    lexicon: WordBook | None = None
    exact: frozenset[str] = frozenset()


class EngineHit(NamedTuple):
    """One answer with what results are counted, filtered and grouped by; the text is fetched for what is shown.

    A named tuple, because 500 are made for every query.
    """

    id: str
    source: str
    object_id: str
    kind: str
    language: str
    score: float
    translation_key: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    dated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EngineHits:
    """The answers to a query, best first; how its words were understood; the analyzer that marks them in a text.

    `answered_by` names the engine, `is_cut` says that more documents hold these words than were retrieved.
    """

    hits: tuple[EngineHit, ...]
    understood: UnderstoodQuery
    analyzer: Analyzer
    answered_by: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """Some of a document's points: which typed word earned them, as which word of the index, in which field.

    `field` is title, keywords, body, title_parts or body_parts; or, for the whole document, phrase, whole_title,
    exact_title, language, recency or nearness.
    """

    typed: str
    word: str
    why: str
    field: str
    points: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a document stands where it stands: the parts add up to the score."""

    score: float
    parts: tuple[ExplainedPart, ...]


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

    @property
    def follower(self) -> str:
        """Under which name this copy of the index reads the change log."""
        return f"{FOLLOWERS}{self.name}"

    @abstractmethod
    def search(self, query: EngineQuery) -> EngineHits:
        """Return the best documents for a query; raises SearchUnavailableError when there is no index."""

    @abstractmethod
    def explain(self, query: EngineQuery, document_id: str) -> Explanation | None:
        """Return how a document earns its score for a query; nothing when it is not an answer to it."""

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

    def differing(self, documents: Sequence[SearchDocument]) -> set[str]:
        """Return the ids of those that are missing or held otherwise, whatever their versions say."""
        held = self.fetch([document.id for document in documents])
        return {document.id for document in documents if held.get(document.id) != document}

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
