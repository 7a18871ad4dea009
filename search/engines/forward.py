"""The forward record: what a document says, as numbers, stored beside it in every index.

An index retrieves a few hundred candidates by its own means; they are then ranked from their forward records, by the
same code for every engine. A record holds each distinct word once (as a 64-bit hash, so that no numbering has to be
shared), how often it occurs in each field, and the order of the words for phrases.

Layout, little-endian: ``uint32[5]`` lengths of the fields in words; ``uint32`` n, number of distinct words; ``uint32``
m, positions; ``uint64[n]`` hashes; ``uint8[n, 5]`` frequencies, at most 255; ``uint16[m]`` the words of title, keywords
and body in order, as indexes into the hashes, with `GAP` between fields.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.analysis import Analyzer, Term
from search.documents import SearchDocument

FIELDS: Final = ("title", "keywords", "body", "title_parts", "body_parts")
GAP: Final = 0xFFFF
MOST_POSITIONS: Final = 8_000  # words of one document whose order is kept; later ones count, but form no phrases
_HEADER: Final = len(FIELDS) + 2  # uint32 numbers
_HASHES_AT: Final = 4 * _HEADER  # bytes
_WORD_SIZE: Final = 8 + len(FIELDS)  # bytes of a hash and its frequencies
_TELLING_BITS: Final = 16  # of a hash


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """The words of one document, field by field, each with its parts."""

    title: list[Term]
    keywords: list[Term]
    body: list[Term]

    def words(self, field: str) -> list[str]:
        """Return the words of a field in order; the fields of parts hold the whole words too.

        So "Kinder" meets the first half of "Kinderbetreuung". Keywords count among the parts of the title.
        """
        if field == "title_parts":
            return _with_parts(self.title + self.keywords)
        if field == "body_parts":
            return _with_parts(self.body)
        return [term.word for term in getattr(self, field)]

    def spellings(self) -> set[str]:
        """Return the distinct words as they are written (folded)."""
        return {term.typed for term in chain(self.title, self.keywords, self.body)}


def terms_of(document: SearchDocument, analyzer: Analyzer) -> DocumentTerms:
    """Analyze a document."""
    language = document.language
    title = analyzer.terms(document.title, language)
    keywords = analyzer.terms(document.keywords, language) if document.keywords else []
    return DocumentTerms(title, keywords, analyzer.terms(document.body, language) if document.body else [])


@lru_cache(maxsize=200_000)
def word_hash(word: str) -> int:
    """Return the number by which records know a word: the same in every process and on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def forward_record(terms: DocumentTerms) -> bytes:
    """Return a document's forward record."""
    words = [terms.words(field) for field in FIELDS]
    counts = [Counter(found) for found in words]
    by_hash = {word_hash(word): word for word in set().union(*counts)}
    hashes = np.array(sorted(by_hash), dtype="<u8")
    index = {by_hash[number]: position for position, number in enumerate(hashes.tolist())}
    frequencies = np.zeros((len(hashes), len(FIELDS)), dtype="u1")
    for column, count in enumerate(counts):
        for word, frequency in count.items():
            frequencies[index[word], column] = min(frequency, 255)
    order = np.fromiter(_order(words[:3], index), dtype="<u2")
    header = np.array([*map(len, words), len(hashes), len(order)], dtype="<u4")
    return b"".join(part.tobytes() for part in (header, hashes, frequencies, order))


class ForwardRecords:
    """The records of the candidates of one query, read at once.

    Attributes
    ----------
    lengths : ndarray of shape (n, 5), float64
        Words in each field of each candidate.
    """

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = records
        headers = b"".join([record[:_HASHES_AT] for record in records])
        header = np.frombuffer(headers, dtype="<u4").reshape(-1, _HEADER).astype(np.int64)
        self.lengths: NDArray[np.float64] = header[:, : len(FIELDS)].astype(np.float64)
        self._n_words = header[:, len(FIELDS)]
        self._n_positions = header[:, len(FIELDS) + 1]

    def __len__(self) -> int:
        return len(self._records)

    def frequencies(self, wanted: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Return how often each wanted word occurs in each field of each candidate.

        Parameters
        ----------
        wanted : ndarray of shape (n_wanted,), uint64
            Hashes in ascending order, without repetitions.

        Returns
        -------
        ndarray of shape (n_wanted, 5, n), float64
        """
        found = np.zeros((len(wanted), len(FIELDS), len(self)))
        if not len(wanted) or not len(self):
            return found
        hashes, counts = self._hashes_and_counts()
        # Of tens of thousands of words nearly all are none of the wanted: their last bits tell that at once.
        may_be_wanted = np.zeros(1 << _TELLING_BITS, dtype=bool)
        may_be_wanted[_last_bits(wanted)] = True
        likely = np.flatnonzero(may_be_wanted[_last_bits(hashes)])
        place = np.minimum(np.searchsorted(wanted, hashes[likely]), len(wanted) - 1)
        is_hit = wanted[place] == hashes[likely]
        hit, place = likely[is_hit], place[is_hit]
        owner = np.searchsorted(np.cumsum(self._n_words), hit, side="right")
        found[place, :, owner] = counts[hit]
        return found

    def phrases(self, number: int, hashes: NDArray[np.uint64], bits: NDArray[np.int64]) -> int:
        """Return which neighbors in the query are neighbors in a candidate.

        Parameters
        ----------
        hashes, bits : ndarray of shape (n,)
            Words, and for each the bit of the place in the query that it stands for (1, 2, 4 …).

        Returns
        -------
        int
            Has the bit of a place when it and the place before it stand side by side, in this order.
        """
        own, order = self._hashes(number), self._order(number)
        if not len(own) or len(order) < 2:
            return 0
        place = np.minimum(np.searchsorted(own, hashes), len(own) - 1)
        is_there = own[place] == hashes
        meanings = np.zeros(len(own) + 1, dtype=np.int64)
        np.bitwise_or.at(meanings, place[is_there], bits[is_there])
        text = meanings[np.minimum(order, len(own))]
        return int(np.bitwise_or.reduce((text[:-1] << 1) & text[1:]))

    def _hashes_and_counts(self) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
        """Return the distinct words of all candidates, one candidate after the other, with their frequencies."""
        sized = list(zip(self._records, self._n_words.tolist(), strict=True))
        hashes = b"".join([record[_HASHES_AT : _HASHES_AT + 8 * n] for record, n in sized])
        counts = b"".join([record[_HASHES_AT + 8 * n : _HASHES_AT + _WORD_SIZE * n] for record, n in sized])
        shape = int(self._n_words.sum()), len(FIELDS)  # a record that is cut short has no such shape
        return np.frombuffer(hashes, dtype="<u8"), np.frombuffer(counts, dtype="u1").reshape(shape)

    def _hashes(self, number: int) -> NDArray[np.uint64]:
        return np.frombuffer(self._records[number], dtype="<u8", count=self._n_words[number], offset=_HASHES_AT)

    def _order(self, number: int) -> NDArray[np.uint16]:
        skipped = _HASHES_AT + _WORD_SIZE * int(self._n_words[number])
        return np.frombuffer(self._records[number], dtype="<u2", count=self._n_positions[number], offset=skipped)


def _last_bits(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return hashes & np.uint64((1 << _TELLING_BITS) - 1)


def _with_parts(terms: list[Term]) -> list[str]:
    return [word for term in terms for word in (term.word, *term.parts)]


def _order(fields: Sequence[list[str]], index: dict[str, int]) -> list[int]:
    order: list[int] = []
    for words in fields:
        order += [min(index[word], GAP - 1) for word in words]
        order.append(GAP)
    return order[:MOST_POSITIONS]
