"""What anybody could do with a list of names: chance, equal titles, RapidFuzz, TF-IDF over words or characters.

All see the same names as our own ranking and rank documents by their best name; only equal titles see them without
gender forms, since hardly any title would be equal otherwise. Equal scores are ordered by their place in the set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from matching.engine.evaluation.intervals import SEED
from matching.engine.evaluation.judged_sets import JudgedDocument
from matching.engine.evaluation.titles import Answers
from matching.engine.text import fold, normalize_title

FloatArray = NDArray[np.float64]

_LONGEST: Final = 200  # characters; what a title is cut to, as our own ranking does


def baselines(documents: Sequence[JudgedDocument]) -> dict[str, Callable[[], Answers]]:
    """Return by name how each baseline is built; building is left to the caller, since some take seconds."""
    names = _Names(documents)
    return {
        "random": lambda: _random(len(documents)),
        "title only": lambda: names.answers(names.equal),
        "RapidFuzz WRatio": lambda: names.answers(names.fuzzy(fuzz.WRatio)),
        "RapidFuzz token_set": lambda: names.answers(names.fuzzy(fuzz.token_set_ratio)),
        "TF-IDF of words": lambda: names.answers(names.tfidf("word", (1, 1))),
        "TF-IDF of characters": lambda: names.answers(names.tfidf("char_wb", (2, 5))),
    }


class _Names:
    """The folded names of all documents, with the document each belongs to."""

    def __init__(self, documents: Sequence[JudgedDocument]) -> None:
        self.keys = [fold(label) for document in documents for label in document.labels]
        counts = np.array([len(document.labels) for document in documents], dtype=np.int64)
        self._normalized: list[str] = []
        self.starts = np.concatenate([[0], np.cumsum(counts)[:-1]])

    def answers(self, likeness: Callable[[str], FloatArray]) -> Answers:
        """Return answers that rank documents by their best name; confidence is the likeness of the first."""

        def answer(title: str) -> tuple[NDArray[np.int64], float]:
            scores = np.maximum.reduceat(likeness(fold(title[: 2 * _LONGEST])[:_LONGEST]), self.starts)
            order = np.argsort(-scores, kind="stable")
            return order, float(np.clip(scores[order[0]], 0.0, 1.0))

        return answer

    def equal(self, key: str) -> FloatArray:
        if not self._normalized:
            self._normalized = [normalize_title(other) for other in self.keys]
        wanted = normalize_title(key)
        return np.array([float(wanted == other) for other in self._normalized])

    def fuzzy(self, scorer: Any) -> Callable[[str], FloatArray]:
        return lambda key: (
            np.asarray(process.cdist([key], self.keys, scorer=scorer, dtype=np.float32)[0], dtype=np.float64) / 100
        )

    def tfidf(self, analyzer: str, ngram_range: tuple[int, int]) -> Callable[[str], FloatArray]:
        # Imported here: it costs a second, and only this measurement needs it.
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(analyzer=analyzer, ngram_range=ngram_range, sublinear_tf=analyzer != "word")
        weights = vectorizer.fit_transform(self.keys).T.tocsr()
        return lambda key: np.asarray((vectorizer.transform([key]) @ weights).toarray()[0], dtype=np.float64)


def _random(n_documents: int) -> Answers:
    chance = np.random.default_rng(SEED)
    return lambda title: (chance.permutation(n_documents), 1.0 / n_documents)
