"""The named data of the matching benchmarks: the same seed gives the same profiles and offers, on every machine.

:func:`weighted_terms` draws the sparse rows of the retrieval benchmarks. A record is about one to three of
:data:`N_TOPICS` topics; each of its terms comes from one of its topics with :data:`TOPIC_SHARE`, otherwise from all
:data:`N_TERMS` terms. A topic has terms of its own, and both draws follow Zipf's law: exponent 1.0 for profiles, .9 for
offers. A record has 36 ± 9 terms; their values are ``idf × u`` with u from [.5, 1), and a row has length 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

N_TERMS = 20_000
N_TOPICS = 300
TERMS_PER_TOPIC = 400
TERMS_MEAN, TERMS_DEVIATION = 36, 9
TOPIC_SHARE = 0.66
PROFILE_ZIPF, OFFER_ZIPF = 1.0, 0.9
SEED = 2026

_MOST_TOPICS = 3
_DRAWS_PER_TERM = 2


def weighted_terms(n_profiles: int, n_offers: int, *, seed: int = SEED) -> tuple[csr_array, csr_array]:
    """Return profiles and offers as rows of weighted terms, float64, all values above 0, columns ascending."""
    random = np.random.default_rng(seed)
    topics = np.argsort(random.random((N_TOPICS, N_TERMS)), axis=1)[:, :TERMS_PER_TOPIC]
    profiles = _drawn(random, n_profiles, topics, exponent=PROFILE_ZIPF)
    offers = _drawn(random, n_offers, topics, exponent=OFFER_ZIPF)
    n_having = np.bincount(offers.indices, minlength=N_TERMS)
    idf = np.log((1 + n_offers) / (1 + n_having)) + 1
    return _of_length_1(profiles, idf, random), _of_length_1(offers, idf, random)


def _drawn(random: np.random.Generator, n: int, topics: NDArray[np.int64], *, exponent: float) -> csr_array:
    wanted = np.maximum(np.rint(random.normal(TERMS_MEAN, TERMS_DEVIATION, n)), 1).astype(np.int64)
    owners = np.repeat(np.arange(n), wanted * _DRAWS_PER_TERM)
    of_record = random.integers(N_TOPICS, size=(n, _MOST_TOPICS))
    which = random.integers(random.integers(1, _MOST_TOPICS + 1, size=n)[owners])
    from_topic = topics[of_record[owners, which], _zipf(random, len(owners), TERMS_PER_TOPIC, exponent)]
    from_all = _zipf(random, len(owners), N_TERMS, exponent)
    terms = np.where(random.random(len(owners)) < TOPIC_SHARE, from_topic, from_all)
    # A term that is drawn again does not count; of the others, the first ones are taken.
    entries, first_drawn = np.unique(owners * N_TERMS + terms, return_index=True)
    entries = entries[np.argsort(first_drawn)]
    first_of_owner = np.searchsorted(entries // N_TERMS, np.arange(n))
    place = np.arange(len(entries)) - first_of_owner[entries // N_TERMS]
    entries = np.sort(entries[place < wanted[entries // N_TERMS]])
    indptr = np.searchsorted(entries // N_TERMS, np.arange(n + 1))
    return csr_array((np.ones(len(entries)), entries % N_TERMS, indptr), shape=(n, N_TERMS))


def _zipf(random: np.random.Generator, size: int, n_ranks: int, exponent: float) -> NDArray[np.int64]:
    shares = np.arange(1, n_ranks + 1) ** -exponent
    return np.searchsorted(np.cumsum(shares) / shares.sum(), random.random(size))


def _of_length_1(rows: csr_array, idf: NDArray[np.float64], random: np.random.Generator) -> csr_array:
    values = idf[rows.indices] * random.uniform(0.5, 1.0, rows.nnz)
    counts = np.diff(rows.indptr)
    lengths = np.sqrt(np.add.reduceat(values**2, rows.indptr[:-1]))
    return csr_array((values / np.repeat(lengths, counts), rows.indices, rows.indptr), shape=rows.shape)
