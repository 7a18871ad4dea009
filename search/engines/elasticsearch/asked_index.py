"""The index that a question is put to: what it knows of the question's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from search.analysis import Analyzer
from search.engines.elasticsearch.cluster import Budget, Cluster, reading_an_answer
from search.engines.elasticsearch.generation import LoadedGeneration
from search.engines.forward import FIELDS

# Counted are, beside the fields of the words themselves, the documents: each has one id.
_WHAT: Final[Mapping[str, Any]] = {
    "term_statistics": True,
    "field_statistics": True,
    "positions": False,
    "offsets": False,
    "payloads": False,
}


class GenerationChangedError(Exception):
    """Another generation answers than the one whose words we know."""


@dataclass(slots=True)
class AskedIndex:
    """One generation during one question; what was learned about words is kept until the question is answered."""

    cluster: Cluster
    alias: str
    generation: LoadedGeneration
    budget: Budget
    n_documents: int = 0
    average_lengths: NDArray[np.float64] = field(default_factory=lambda: np.zeros(len(FIELDS)))
    _frequencies: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def index(self) -> str:
        """The name of the generation."""
        return self.generation.index

    @property
    def analyzer(self) -> Analyzer:
        """The analyzer with the generation's compounds."""
        return self.generation.analyzer

    def learn(self, words: Iterable[str]) -> None:
        """Ask in how many documents these words stand, in one request."""
        unknown = [word for word in dict.fromkeys(words) if word not in self._frequencies]
        if not unknown:
            return
        # The texts of the fields only serve to be told the fields' lengths.
        document = {
            **dict.fromkeys(FIELDS, unknown[0]),
            **dict.fromkeys(("words", "parts"), " ".join(unknown)),
            "id": "?",
        }
        answer = self.cluster.ask(
            lambda client: client.termvectors(index=self.alias, doc=document, **_WHAT),
            seconds=self.budget.seconds_left,
        )
        with reading_an_answer():
            if answer["_index"] != self.index:
                raise GenerationChangedError
            told = answer["term_vectors"]
            self.n_documents = told.get("id", {}).get("field_statistics", {}).get("doc_count", 0)
            lengths = [_length(told.get(name, {})) for name in FIELDS]
            self.average_lengths = np.array(lengths, dtype=np.float64) / max(self.n_documents, 1)
            counts = [_counts(told.get(name, {})) for name in ("words", "parts")]
            for word in unknown:
                as_word, as_part = (count.get(word, 0) for count in counts)
                self._frequencies[word] = as_word, max(as_word, as_part)

    def frequencies(self, words: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return in how many documents each word stands as a word, and as a word or part of one."""
        words = list(words)
        self.learn(words)
        return {word: self._frequencies[word] for word in words if self._frequencies[word] != (0, 0)}

    def n_with(self, word: str, is_part: bool) -> int:
        """Return in how many documents a word stands as a word, or as a word or part of one."""
        self.learn([word])
        return self._frequencies[word][is_part]

    def knows(self, word: str) -> bool:
        """Return whether any document holds this word, as the index spells it."""
        return self.n_with(word, is_part=False) > 0

    def is_written(self, word: str) -> bool:
        """Return whether documents write this word (folded), in whatever language."""
        return self.generation.is_written(word)

    def has_word_like(self, stem: str, language: str) -> bool:
        """Return whether documents in a language write a word that begins with this stem."""
        return self.generation.has_word_like(stem, language)

    def nearest(self, word: str) -> tuple[str, str] | None:
        """Return the written word that a mistyped one was meant to be, and the language it mostly stands in."""
        return self.generation.nearest(word)

    def similar(self, word: str) -> Sequence[tuple[str, float]]:
        """Return the words of the index that are written much like this one, with their likeness in [0, 1]."""
        return self.generation.similar(word)


def _length(told: Mapping[str, Any]) -> int:
    return int(told.get("field_statistics", {}).get("sum_ttf", 0))


def _counts(told: Mapping[str, Any]) -> dict[str, int]:
    return {word: int(one.get("doc_freq", 0)) for word, one in told.get("terms", {}).items()}
