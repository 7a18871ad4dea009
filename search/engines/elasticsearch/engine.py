"""The door of the Elasticsearch engine: which generation answers, who writes, how a new generation takes over.

An alias names the index that answers and is moved in one step. Its name carries the versions of schema and analysis,
so that two versions of the portal live side by side, each with an index that it understands.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, Final, TypeVar

from search.analysis import ANALYSIS_VERSION, Analyzer
from search.documents import SearchDocument
from search.engines.base import (
    EngineHits,
    EngineQuery,
    EngineStatus,
    EngineSuggestion,
    Explanation,
    IndexBuilder,
    LogPosition,
    RebuildUnderwayError,
    SearchEngine,
    SearchUnavailableError,
)
from search.engines.elasticsearch import questions
from search.engines.elasticsearch.asked_index import AskedIndex, GenerationChangedError
from search.engines.elasticsearch.builder import ServerBuilder
from search.engines.elasticsearch.cluster import Budget, Cluster, NothingThereError, Reply, reading_an_answer
from search.engines.elasticsearch.generation import LoadedGeneration
from search.engines.elasticsearch.leases import LEASE_SECONDS, Lease
from search.engines.elasticsearch.names import Names
from search.engines.elasticsearch.shape import SCHEMA_VERSION, document_of, source_of, stored_form
from search.engines.elasticsearch.state import Generation, StateIndex
from search.engines.forward import terms_of

SCAN_SIZE: Final = 5_000  # versions read at once
FETCH_SHARE: Final = 0.4  # of a question's time: the texts of one page, after the search itself
WAIT_SECONDS: Final = 2 * LEASE_SECONDS  # for another writer
LOOK_SECONDS: Final = 0.1

Answer = TypeVar("Answer")


class ElasticsearchEngine(SearchEngine):
    """Answers from an index on a server, which all machines of the portal share."""

    name = "elasticsearch"

    def __init__(self, cluster: Cluster, *, prefix: str, clock: Callable[[], float] = time.time) -> None:
        self.cluster = cluster
        self.alias = f"{prefix}-{SCHEMA_VERSION}-{ANALYSIS_VERSION}"
        self.state = StateIndex(cluster, f"{self.alias}-state")
        self.names = Names(cluster, self.state, self.alias)
        self.clock = clock
        self._loaded: LoadedGeneration | None = None
        self._loading: threading.Thread | None = None
        self._lock = threading.Lock()
        self._writing: Lease | None = None

    def search(self, query: EngineQuery) -> EngineHits:
        budget = self.cluster.budget()
        return self._ask(lambda asked: questions.search(asked, query), budget)

    def explain(self, query: EngineQuery, document_id: str) -> Explanation | None:
        budget = self.cluster.budget()
        return self._ask(lambda asked: questions.explain(asked, query, document_id), budget)

    def suggest(
        self, text: str, *, language: str, sources: Collection[str], moment: datetime, limit: int
    ) -> list[EngineSuggestion]:
        asked = questions.titles(text, language=language, sources=sources, moment=moment, limit=limit)
        if asked is None:
            return []
        budget = self.cluster.budget()
        answer = self.cluster.ask(lambda client: client.search(index=self.alias, **asked), seconds=budget.seconds_left)
        with reading_an_answer():
            return questions.suggestions_of(answer)

    def fetch(self, document_ids: Collection[str]) -> dict[str, SearchDocument]:
        ids = list(document_ids)
        if not ids:
            return {}
        budget = self.cluster.budget(FETCH_SHARE)
        answer = self.cluster.ask(
            lambda client: client.mget(index=self.alias, ids=ids, source_includes="document"),
            seconds=budget.seconds_left,
        )
        with reading_an_answer():
            _require_an_index(answer)
            return {one["_id"]: document_of(one["_source"]["document"]) for one in answer["docs"] if one["found"]}

    def versions(self) -> dict[str, int]:
        found: dict[str, int] = {}
        hits = self._scan(None)
        while hits:
            found.update((hit["_id"], hit["_version"]) for hit in hits)
            hits = self._scan(hits[-1]["sort"]) if len(hits) == SCAN_SIZE else []
        return found

    def differing(self, documents: Sequence[SearchDocument]) -> set[str]:
        """Return the ids of those that are missing or held otherwise: analyzed words and all, and the version."""
        if not documents:
            return set()
        index = self.names.current(None)
        if index is None:
            raise _no_index()
        analyzer = self._load(index).analyzer
        ids = [document.id for document in documents]
        answer = self.cluster.ask(lambda client: client.mget(index=index, ids=ids))
        with reading_an_answer():
            held = {one["_id"]: (one["_version"], one["_source"]) for one in answer["docs"] if one["found"]}
        wanted = {one.id: (one.version, stored_form(source_of(one, terms_of(one, analyzer)))) for one in documents}
        return {document_id for document_id in wanted if held.get(document_id) != wanted[document_id]}

    def position(self) -> LogPosition | None:
        """Return how far in the change log the index is; raises SearchUnavailableError when nobody answers."""
        written = self._written(self.cluster.budget())
        return written.position if written else None

    def apply(
        self,
        *,
        add: Iterable[SearchDocument] = (),
        remove: Collection[str] = (),
        position: LogPosition | None = None,
    ) -> None:
        if self._writing is not None:
            self._writing.renew()
        index = self.names.current(None)
        if index is None:
            raise _no_index()
        self._load(index).apply(self.cluster, add=add, remove=remove, position=position)

    @contextmanager
    def writing(self, *, wait: bool = True) -> Iterator[bool]:
        self.state.create()
        lease = self._lease("writing")
        is_ours = lease.take()
        until = self.clock() + WAIT_SECONDS
        while wait and not is_ours and self.clock() < until:
            time.sleep(LOOK_SECONDS)
            is_ours = lease.take()
        if wait and not is_ours:
            raise SearchUnavailableError("Elasticsearch: another process has been writing for too long")
        before = self._writing
        if is_ours:
            self._writing = lease
        try:
            yield is_ours
        finally:
            if is_ours:
                self._writing = before
                lease.give_back()

    @contextmanager
    def rebuilding(self) -> Iterator[IndexBuilder]:
        self.state.create()
        lease = self._lease("rebuilding")
        if not lease.take():
            raise RebuildUnderwayError
        builder = ServerBuilder(
            self.cluster,
            self.state,
            base_name=self.alias,
            take_over=self._let_answer,
            renew=lease.renew,
        )
        try:
            self.names.tidy()
            yield builder
        finally:
            builder.close()
            if not builder.is_activated:
                with suppress(SearchUnavailableError):
                    self.names.tidy()
            lease.give_back()

    def status(self) -> EngineStatus:
        try:
            return self._status(self.cluster.budget())
        except SearchUnavailableError as problem:
            return EngineStatus(engine=self.name, is_ready=False, problem=str(problem))

    def _scan(self, after: list[str] | None) -> list[Any]:
        """Return the next documents in the order of their ids, with versions and without texts."""
        page: dict[str, Any] = {"size": SCAN_SIZE, "sort": [{"id": "asc"}], "search_after": after}
        answer = self.cluster.ask(
            lambda client: client.search(index=self.alias, version=True, source=False, track_total_hits=False, **page)
        )
        with reading_an_answer():
            return questions.whole(answer)

    def _status(self, budget: Budget) -> EngineStatus:
        written = self._written(budget)
        if written is None:
            raise _no_index()
        index = written.index
        counted = self.cluster.ask(lambda client: client.count(index=index), seconds=budget.seconds_left)
        stored = self.cluster.ask(
            lambda client: client.indices.stats(index=index, metric="store"), seconds=budget.seconds_left
        )
        with reading_an_answer():
            return EngineStatus(
                engine=self.name,
                is_ready=True,
                generation=index,
                n_documents=counted["count"],
                n_documents_learned=written.n_documents_learned,
                vocabulary_version=written.vocabulary_version,
                position=written.position,
                size_bytes=stored["_all"]["primaries"]["store"]["size_in_bytes"],
            )

    def _ask(self, question: Callable[[AskedIndex], Answer], budget: Budget) -> Answer:
        """Put a question to the generation that answers; once more when another one took over meanwhile."""
        loaded = self._loaded
        if loaded is not None:
            with suppress(GenerationChangedError, NothingThereError):
                return question(AskedIndex(self.cluster, self.alias, loaded, budget))
        index = self.names.current(budget)
        if index is None:
            raise _no_index()
        try:
            return question(AskedIndex(self.cluster, self.alias, self._load_in_time(index, budget), budget))
        except GenerationChangedError as error:
            raise SearchUnavailableError("Elasticsearch: the index changes too fast") from error

    def _load_in_time(self, index: str, budget: Budget) -> LoadedGeneration:
        """Return a generation with its words; those of a large index take seconds, which no visitor waits for."""
        with self._lock:
            if self._loading is None or not self._loading.is_alive():
                self._loading = threading.Thread(target=self._load_quietly, args=(index,), daemon=True)
                self._loading.start()
            loading = self._loading
        loading.join(budget.seconds_left)
        loaded = self._loaded
        if loaded is None or loaded.index != index:
            raise SearchUnavailableError("Elasticsearch: the words of its index are still being read")
        return loaded

    def _load_quietly(self, index: str) -> None:
        with suppress(SearchUnavailableError):  # whoever waits for it says that it is not there
            loaded = self._read(index)
            loaded.look()
            self._loaded = loaded

    def _load(self, index: str) -> LoadedGeneration:
        loaded = self._loaded
        if loaded is None or loaded.index != index:
            loaded = self._loaded = self._read(index)
        return loaded

    def _read(self, index: str) -> LoadedGeneration:
        return LoadedGeneration(self.state, index, Analyzer(self.state.read_vocabulary(index)))

    def _written(self, budget: Budget) -> Generation | None:
        index = self.names.current(budget)
        return self.state.read(index, budget) if index else None

    def _let_answer(self, index: str) -> None:
        self.names.point_to(index)
        self._loaded = None

    def _lease(self, name: str) -> Lease:
        return Lease(self.cluster, self.state.name, name, self.clock)


def _no_index() -> NothingThereError:
    return NothingThereError("There is no index on Elasticsearch yet; run `manage.py search_index rebuild`.")


def _require_an_index(answer: Reply) -> None:
    """Documents of a missing index are told one by one."""
    docs = answer["docs"]
    if isinstance(docs, list) and any("error" in one for one in docs):
        raise _no_index()
