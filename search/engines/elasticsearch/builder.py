"""Fills a new generation of the index, and deletes old ones."""

import json
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import IO

from search.analysis import Analyzer, vocabulary_of
from search.documents import SearchDocument
from search.engines.base import IndexBuilder, LogPosition
from search.engines.elasticsearch import writing
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.generation import LoadedGeneration, spellings_of
from search.engines.elasticsearch.shape import MAPPINGS, SETTINGS, as_json, document_of, source_of
from search.engines.elasticsearch.state import MOST_SPELLINGS, Generation, StateIndex
from search.engines.forward import terms_of

Renew = Callable[[], None]


class ServerBuilder(IndexBuilder):
    """Fills a new index; documents wait in a file of this machine until compounds have been learned from all."""

    def __init__(
        self,
        cluster: Cluster,
        state: StateIndex,
        *,
        base_name: str,
        take_over: Callable[[str], None],
        renew: Renew,
    ) -> None:
        self.index = f"{base_name}-{uuid.uuid4().hex[:12]}"
        self.is_activated = False
        self._cluster = cluster
        self._state = state
        self._take_over = take_over
        self._renew = renew
        self._loaded: LoadedGeneration | None = None
        self._staged: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - close() does

    def stage(self, documents: Iterable[SearchDocument]) -> None:
        self._renew()
        for document in documents:
            self._staged.write(json.dumps(as_json(document)) + "\n")

    def learn(self, position: LogPosition) -> None:
        vocabulary = vocabulary_of(
            (f"{one.title}\n{one.keywords}\n{one.body}", one.language) for one in self._documents()
        )
        analyzer = Analyzer(vocabulary)
        self._create()
        counts: Counter[tuple[str, str]] = Counter()
        n_documents = 0
        for batch in _batches(self._documents()):
            self._renew()
            analyzed = [(one, terms_of(one, analyzer)) for one in batch]
            operations = (writing.putting(one.id, one.version, source_of(one, terms)) for one, terms in analyzed)
            writing.write(self._cluster, self.index, operations, refresh=False)
            counts.update(spellings_of((one.language, terms) for one, terms in analyzed))
            n_documents += len(batch)
        self._renew()
        self._cluster.ask(lambda client: client.indices.refresh(index=self.index))
        self._state.write_vocabulary(self.index, vocabulary)
        self._state.write_spellings(self.index, 0, dict(counts.most_common(MOST_SPELLINGS)))
        self._state.write(
            Generation(
                index=self.index,
                position=position,
                vocabulary_version=analyzer.version,
                n_documents_learned=n_documents,
                n_chunks=1,
            )
        )
        self._loaded = LoadedGeneration(self._state, self.index, analyzer)

    def apply(
        self,
        *,
        add: Iterable[SearchDocument] = (),
        remove: Collection[str] = (),
        position: LogPosition | None = None,
    ) -> None:
        self._renew()
        if self._loaded is None:
            raise ValueError("A generation is changed after it has learned.")
        self._loaded.apply(self._cluster, add=add, remove=remove, position=position)

    def activate(self) -> None:
        self._renew()
        self._take_over(self.index)
        self.is_activated = True

    def close(self) -> None:
        """Throw away what waited."""
        self._staged.close()

    def _documents(self) -> Iterator[SearchDocument]:
        self._staged.seek(0)
        return (document_of(json.loads(line)) for line in self._staged)

    def _create(self) -> None:
        # The server does not refresh by itself what nobody searches yet.
        self._cluster.ask(lambda client: client.indices.create(index=self.index, mappings=MAPPINGS, settings=SETTINGS))


def _batches(documents: Iterator[SearchDocument]) -> Iterator[list[SearchDocument]]:
    while batch := list(islice(documents, writing.BATCH_SIZE)):
        yield batch
