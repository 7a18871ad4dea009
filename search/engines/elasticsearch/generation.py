"""One generation of the index as a process knows it: its compounds, its spellings, and how documents get into it."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Final

from search.analysis import Analyzer
from search.documents import SearchDocument
from search.engines.base import LogPosition, SearchUnavailableError
from search.engines.elasticsearch import writing
from search.engines.elasticsearch.cluster import Cluster, NothingThereError
from search.engines.elasticsearch.shape import source_of
from search.engines.elasticsearch.state import Generation, Spellings, StateIndex
from search.engines.forward import DocumentTerms, terms_of
from search.engines.vocabulary import Vocabulary

LOOK_SECONDS: Final = 10.0  # how long a process does without the spellings of documents that are new


class LoadedGeneration:
    """A generation with its compounds and spellings in memory, as far as they were asked for."""

    def __init__(
        self, state: StateIndex, index: str, analyzer: Analyzer, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.index = index
        self.analyzer = analyzer
        self._state = state
        self._clock = clock
        self._spellings: Spellings = {}
        self._n_chunks = 0
        self._looked_at: float | None = None
        self._n_built = -1
        self._vocabulary = Vocabulary(words=(), spellings=())

    def is_written(self, word: str) -> bool:
        """Return whether documents write this word (folded), in whatever language."""
        self.look()
        return self._vocabulary.is_written(word)

    def has_word_like(self, stem: str, language: str) -> bool:
        """Return whether documents in a language write a word that begins with this stem."""
        self.look()
        return self._vocabulary.has_word_like(stem, language)

    def nearest(self, word: str) -> tuple[str, str] | None:
        """Return the written word that a mistyped one was meant to be, and the language it mostly stands in."""
        self.look()
        return self._vocabulary.nearest(word)

    def similar(self, word: str) -> list[tuple[str, float]]:
        """Return the words of the index that are written much like this one, with their likeness."""
        self.look()
        return self._vocabulary.similar(word)

    def spellings(self, written: Generation) -> Spellings:
        """Return the words of this generation as documents spell them; chunks that are new are read, others kept."""
        first = max(self._n_chunks - 1, 0)  # the latest one may have grown
        if written.n_chunks:
            new = self._state.read_spellings(self.index, range(first, written.n_chunks))
            if new.keys() - self._spellings.keys():
                self._spellings = {**self._spellings, **new}
            self._n_chunks = written.n_chunks
        return self._spellings

    def look(self) -> None:
        """See now and then whether there are new spellings; only the first look waits for them.

        Exact words are known to the server at once: this is about what typos and relatives are compared with.
        """
        if self._looked_at is None:
            self._looked_at = self._clock()
            self._refresh()
        elif self._clock() - self._looked_at >= LOOK_SECONDS:
            self._looked_at = self._clock()
            threading.Thread(target=self._refresh_quietly, daemon=True, name="search-spellings").start()

    def _refresh(self) -> None:
        written = self._state.read(self.index)
        spellings = self.spellings(written) if written else {}
        if len(spellings) == self._n_built:
            return
        self._vocabulary = Vocabulary(
            words={term.word for spelled in spellings for term in self.analyzer.terms(*spelled)},
            spellings=((*spelled, n_documents) for spelled, n_documents in spellings.items()),
        )
        self._n_built = len(spellings)

    def _refresh_quietly(self) -> None:
        with suppress(SearchUnavailableError):  # the next question looks again
            self._refresh()

    def apply(
        self,
        cluster: Cluster,
        *,
        add: Iterable[SearchDocument],
        remove: Collection[str],
        position: LogPosition | None,
    ) -> None:
        """Take documents out and in, then move the position: whoever dies in between does the same again."""
        written = self._state.read(self.index)
        if written is None:
            raise NothingThereError(f"Elasticsearch: nothing is known of {self.index}; rebuild the index.")
        analyzed = [(document, terms_of(document, self.analyzer)) for document in add]
        operations = [
            *writing.removing(cluster, self.index, remove),
            *(writing.putting(one.id, one.version, source_of(one, terms)) for one, terms in analyzed),
        ]
        writing.write(cluster, self.index, operations, refresh=True)
        known = self.spellings(written)
        new = spellings_of((one.language, terms) for one, terms in analyzed)
        after = self._state.add_spellings(written, {word: one for word, one in new.items() if word not in known})
        after = replace(after, position=position or written.position)
        if after != written:
            self._state.write(after)


def spellings_of(analyzed: Iterable[tuple[str, DocumentTerms]]) -> Counter[tuple[str, str]]:
    """Return the words of these documents as they spell them, with the language and in how many they stand."""
    return Counter((word, language) for language, terms in analyzed for word in terms.spellings())
