"""The one formula that orders candidates, whatever engine retrieved them, and that explains every point.

For each wanted word the rival ways to say it are scored and the best one counts: BM25 over the fields of whole words,
and again over the fields of compound parts. Words that are written much alike form one more, softer word: their
frequencies, weighted by likeness, are summed before they saturate. So "Lehrkraft" finds "Lehrkräfte", and a typo its
word. Then come phrases, language, recency and nearness.

References
----------
Robertson, S. and Zaragoza, H. (2009). The probabilistic relevance framework: BM25 and beyond. Foundations and Trends
in Information Retrieval 3(4), 333-389. The weights were chosen on judged questions; search/README.md has the figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import exp, log
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.selectors import distance_km
from search.analysis import Term
from search.engines.base import EngineHit, EngineQuery, ExplainedPart, Explanation
from search.engines.forward import FIELDS, ForwardRecords, word_hash
from search.engines.understanding import UnderstoodQuery, Wanted, Way

FloatArray = NDArray[np.float64]

SATURATION: Final = 3.0  # k1 of BM25: how long repetitions go on counting
LENGTH_SHARE: Final = 0.75  # b of BM25: how much long texts are held back
WORD_FIELDS: Final = np.array([3.0, 2.5, 1.0, 0.0, 0.0])
PART_FIELDS: Final = np.array([0.0, 0.0, 0.0, 2.5, 1.0])
SIMILAR_WORDS: Final = 3.0
LIKENESS_EXPONENT: Final = 1.5
PHRASE: Final = 0.3  # of the rarer word's weight, for two words that stand side by side
MOST_PHRASED: Final = 50  # candidates that are searched for phrases
WHOLE_TITLE: Final = 0.5  # a title that says all that was asked counts so much more
EXACT_TITLE_POINTS: Final = 1000.0
OTHER_LANGUAGE: Final = 0.7  # a page in the visitor's language goes before the same page in another one
RECENCY: Final = 0.3  # news and events of today count so much more than old ones
RECENCY_DAYS: Final = 60.0
NEARNESS: Final = 0.5
NEARNESS_KM: Final = 15.0


class Statistics(Protocol):
    """What ranking needs to know of the whole index."""

    @property
    def n_documents(self) -> int:
        """How many documents the index holds."""

    @property
    def average_lengths(self) -> FloatArray:
        """Words per document in each of `FIELDS`."""

    def frequencies(self, words: Iterable[str]) -> Mapping[str, tuple[int, int]]:
        """Return in how many documents each word stands as a word, and as a word or part of one; 0 if left out."""


class Candidate(NamedTuple):
    """A retrieved document: the hit without a score, its forward record, and what its title is compared by."""

    hit: EngineHit
    record: bytes
    title_key: str


@dataclass(frozen=True, slots=True)
class _Clause:
    """Words that form one soft word in some fields; `points` of shape (n,)."""

    way: Way | None
    words: tuple[str, ...]
    rows: NDArray[np.int64]
    likenesses: FloatArray
    fields: FloatArray
    points: FloatArray


class Ranking:
    """Scores the candidates of one query.

    Parameters
    ----------
    title_key : str
        What the query would be as a title; a document of exactly this title goes first.
    """

    def __init__(
        self,
        query: EngineQuery,
        understood: UnderstoodQuery,
        candidates: Sequence[Candidate],
        statistics: Statistics,
        *,
        title_key: str,
    ) -> None:
        self._query, self._understood, self._candidates = query, understood, candidates
        self._title_key = title_key
        self._records = ForwardRecords([one.record for one in candidates])
        words = sorted(set(_words_of(understood)), key=word_hash)
        self._frequencies = self._records.frequencies(np.array([word_hash(word) for word in words], dtype=np.uint64))
        self._row = {word: number for number, word in enumerate(words)}
        self._known = statistics.frequencies(words)
        self._n_documents = statistics.n_documents
        self._length_norms = {
            id(fields): _length_norm(self._records.lengths, statistics.average_lengths, fields)
            for fields in (WORD_FIELDS, PART_FIELDS)
        }
        self._wanted = [self._clauses(wanted) for wanted in understood.wanted]
        self._points = np.zeros(len(candidates))
        for wanted, (ways, similar) in zip(understood.wanted, self._wanted, strict=True):
            self._points += wanted.importance * (_best(ways, len(candidates)) + _sum(similar, len(candidates)))
        self._phrases = self._phrase_points()
        self._factors = self._document_factors()
        is_exact = np.array([bool(title_key) and one.title_key == title_key for one in candidates], dtype=bool)
        self._exact = np.where(is_exact, EXACT_TITLE_POINTS, 0.0)
        self.scores: FloatArray = (self._points + self._phrases) * np.prod(
            list(self._factors.values()), axis=0
        ) + self._exact

    def hits(self) -> list[EngineHit]:
        """Return the candidates that say any wanted word, best first; equals in the order of their ids."""
        scores = self.scores.tolist()
        said = np.flatnonzero(self._points > 0).tolist()
        order = sorted(said, key=lambda one: (-round(scores[one], 9), self._candidates[one].hit.id))
        return [self._candidates[one].hit._replace(score=scores[one]) for one in order]

    def explain(self, document_id: str) -> Explanation | None:
        """Return how a candidate earns its score."""
        numbers = [number for number, one in enumerate(self._candidates) if one.hit.id == document_id]
        if not numbers or self._points[numbers[0]] <= 0:
            return None
        number = numbers[0]
        parts: list[ExplainedPart] = []
        for wanted, (ways, similar) in zip(self._understood.wanted, self._wanted, strict=True):
            best = max(ways, key=lambda way: sum(clause.points[number] for clause in way), default=[])
            for clause in chain(best, similar):
                parts += self._explained(wanted, clause, number)
        if self._phrases[number]:
            parts.append(ExplainedPart("", "", "", "phrase", float(self._phrases[number])))
        so_far = float(self._points[number] + self._phrases[number])
        for field, factors in self._factors.items():
            change = so_far * (float(factors[number]) - 1)
            if change:
                parts.append(ExplainedPart("", "", "", field, change))
            so_far += change
        if self._exact[number]:
            parts.append(ExplainedPart("", "", "", "exact_title", float(self._exact[number])))
        return Explanation(float(self.scores[number]), tuple(parts))

    def _clauses(self, wanted: Wanted) -> tuple[list[list[_Clause]], list[_Clause]]:
        ways = []
        for way in wanted.ways:
            words = dict.fromkeys(term.word for term in way.terms)
            parts = dict.fromkeys(word for term in way.terms for word in (term.word, *term.parts))
            weight = way.weight * self._share_said(way)
            ways.append(
                [self._clause(way, [(word, 1.0)], WORD_FIELDS, weight) for word in words]
                + [self._clause(way, [(part, 1.0)], PART_FIELDS, weight) for part in parts]
            )
        alike = [(word, likeness**LIKENESS_EXPONENT) for word, likeness in wanted.similar if self._n_with(word)[0]]
        similar = [self._clause(None, alike, WORD_FIELDS, SIMILAR_WORDS * wanted.likeness)] if alike else []
        return ways, similar

    def _share_said(self, way: Way) -> FloatArray | float:
        """Return how much a phrase of the lexicon counts: "early years teacher" is not meant where "years" stands."""
        if way.why not in {"synonym", "translated"} or len(way.terms) == 1:
            return 1.0
        return np.mean([self._said(term) for term in way.terms], axis=0) ** 2

    def _said(self, term: Term) -> FloatArray:
        """Return how much of a word each document says: all of it, or half of what its parts say."""
        is_there = [self._frequencies[self._row[word]].sum(axis=0) > 0 for word in (term.word, *term.parts)]
        return np.maximum(is_there[0], 0.5 * np.mean(is_there[1:] or is_there[:1], axis=0))

    def _clause(
        self,
        way: Way | None,
        words: Sequence[tuple[str, float]],
        fields: FloatArray,
        weight: FloatArray | float,
    ) -> _Clause:
        rows = np.array([self._row[word] for word, _ in words], dtype=np.int64)
        likenesses = np.array([likeness for _, likeness in words])
        frequency = np.einsum("v,f,vfn->n", likenesses, fields, self._frequencies[rows])
        n_with = sum(likeness * self._n_with(word)[fields is PART_FIELDS] for word, likeness in words)
        rarity = _rarity(min(n_with, self._n_documents), self._n_documents)
        norm = SATURATION * self._length_norms[id(fields)]
        points = weight * rarity * frequency * (SATURATION + 1) / (frequency + norm)
        return _Clause(way, tuple(word for word, _ in words), rows, likenesses, fields, points)

    def _n_with(self, word: str) -> tuple[int, int]:
        return self._known.get(word, (0, 0))

    def _explained(self, wanted: Wanted, clause: _Clause, number: int) -> Iterable[ExplainedPart]:
        points = wanted.importance * float(clause.points[number])
        shares = clause.likenesses[:, None] * clause.fields[None, :] * self._frequencies[clause.rows, :, number]
        whole = float(shares.sum())
        if not points or not whole:
            return
        why = clause.way.why if clause.way else "similar"
        for row, field in np.argwhere(shares > 0).tolist():
            share = points * float(shares[row, field]) / whole
            yield ExplainedPart(wanted.typed, clause.words[row], why, FIELDS[field], share)

    def _phrase_points(self) -> FloatArray:
        """Return points for neighbors in the query that are neighbors in the text, for the best candidates."""
        points = np.zeros(len(self._candidates))
        wanted = self._understood.wanted
        said = [(word, 1 << place) for place, one in enumerate(wanted) for word in _whole_words(one)]
        if len(wanted) < 2:
            return points
        hashes = np.array([word_hash(word) for word, _bit in said], dtype=np.uint64)
        bits = np.array([bit for _word, bit in said], dtype=np.int64)
        worth = [PHRASE * min(pair) for pair in pairwise(map(self._worth, wanted))]
        for number in np.argsort(-self._points, kind="stable")[:MOST_PHRASED].tolist():
            found = self._records.phrases(number, hashes, bits)
            points[number] = sum(one for place, one in enumerate(worth) if found >> (place + 1) & 1)
        return points

    def _worth(self, wanted: Wanted) -> float:
        rarities = [_rarity(self._n_with(word)[0], self._n_documents) for word in _whole_words(wanted)]
        return wanted.importance * max(rarities, default=0.0)

    def _document_factors(self) -> dict[str, FloatArray]:
        hits = [one.hit for one in self._candidates]
        spoken = [1.0 if hit.language == self._query.language else OTHER_LANGUAGE for hit in hits]
        return {
            "whole_title": 1.0 + WHOLE_TITLE * self._is_whole_title(),
            "language": np.array(spoken),
            "recency": np.array([self._recency(hit) for hit in hits]),
            "nearness": np.array([self._nearness(hit) for hit in hits]),
        }

    def _is_whole_title(self) -> NDArray[np.bool_]:
        """Return which titles hold each word that was asked, in any of its ways; question words do not count."""
        asked = [wanted for wanted in self._understood.wanted if wanted.importance == 1.0]
        says_all = np.full(len(self._candidates), bool(asked))
        for wanted in asked:
            says_all &= np.any([self._is_in_title(way) for way in wanted.ways], axis=0)
        return says_all

    def _is_in_title(self, way: Way) -> NDArray[np.bool_]:
        words = [term.word for term in way.terms]
        if way.why == "corrected":  # beside what was meant stands what was typed, which no title says
            words = [word for word in words if self._n_with(word)[0]]
        is_said = [self._frequencies[self._row[word], 0] > 0 for word in words]
        return np.all(is_said, axis=0) if words else np.zeros(len(self._candidates), dtype=bool)

    def _recency(self, hit: EngineHit) -> float:
        if hit.dated_at is None:
            return 1.0
        days = abs((self._query.moment - hit.dated_at).total_seconds()) / 86_400
        return 1.0 + RECENCY * exp(-days / RECENCY_DAYS)

    def _nearness(self, hit: EngineHit) -> float:
        if self._query.near is None or hit.latitude is None or hit.longitude is None:
            return 1.0
        return 1.0 + NEARNESS * exp(-distance_km(self._query.near, (hit.latitude, hit.longitude)) / NEARNESS_KM)


def _whole_words(wanted: Wanted) -> list[str]:
    return [term.word for way in wanted.ways for term in way.terms]


def _words_of(understood: UnderstoodQuery) -> Iterable[str]:
    for wanted in understood.wanted:
        yield from (word for way in wanted.ways for term in way.terms for word in (term.word, *term.parts))
        yield from (word for word, _likeness in wanted.similar)


def _length_norm(lengths: FloatArray, averages: FloatArray, fields: FloatArray) -> FloatArray:
    average = float(averages @ fields) or 1.0
    return 1 - LENGTH_SHARE + LENGTH_SHARE * (lengths @ fields) / average


def _rarity(n_with: float, n_documents: int) -> float:
    return log(1 + (n_documents - n_with + 0.5) / (n_with + 0.5)) if n_with else 0.0


def _sum(clauses: Sequence[_Clause], n: int) -> FloatArray:
    return np.sum([clause.points for clause in clauses], axis=0) if clauses else np.zeros(n)


def _best(ways: Sequence[Sequence[_Clause]], n: int) -> FloatArray:
    return np.max([_sum(way, n) for way in ways], axis=0) if ways else np.zeros(n)
