"""The inverted index is exact, whichever loops it uses and whatever has changed before."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from matching.engine import ShapeMismatchError
from matching.engine.candidates import InvertedIndex, chosen_kernels
from matching.engine.candidates.kernel_choice import _taken_from, plain_kernels
from tests.matching.engine.strategies import quickly_drawn

N_TERMS = 6
COMPILED = chosen_kernels()
values = st.floats(0, 1) | st.sampled_from([0.0, 0.1, 0.5, 1e-300, 1e-9, 1e150])
one_row = st.lists(values, min_size=N_TERMS, max_size=N_TERMS)
# Drawn value by value, thirty rows take longer than finding the best of them.
rows = st.lists(quickly_drawn(one_row), max_size=30)


def matrix(some_rows):
    return csr_array(np.array(some_rows, dtype=np.float64).reshape(len(some_rows), N_TERMS))


def filled(some_rows, kernels=COMPILED):
    index = InvertedIndex(N_TERMS, kernels=kernels)
    index.add(np.arange(len(some_rows)), matrix(some_rows))
    return index


def by_multiplying(queries, some_rows, k):
    """Return what the index promises, found the slow way: every product, terms in ascending order."""
    found = []
    for query in queries:
        scores = [sum((q * value for q, value in zip(query, row, strict=True)), 0.0) for row in some_rows]
        slots = sorted((slot for slot, score in enumerate(scores) if score > 0), key=lambda slot: (-scores[slot], slot))
        found.append([(slot, scores[slot]) for slot in slots[:k]])
    return found


def as_pairs(slots, scores):
    return [
        [(slot, score) for slot, score in zip(*both, strict=True) if slot >= 0]
        for both in zip(slots.tolist(), scores.tolist(), strict=True)
    ]


@given(queries=rows, some_rows=rows, k=st.integers(0, 12))
def test_it_finds_what_multiplying_everything_finds(queries, some_rows, k):
    index = filled(some_rows)

    one_by_one = [index.best(np.flatnonzero(query), np.array(query)[np.flatnonzero(query)], k) for query in queries]
    together = index.best_of_many(matrix(queries), k)

    expected = by_multiplying(queries, some_rows, k)
    assert [list(zip(slots.tolist(), found.tolist(), strict=True)) for slots, found in one_by_one] == expected
    assert as_pairs(*together) == expected


@given(queries=rows, some_rows=rows, k=st.integers(1, 12))
def test_plain_loops_give_the_same_slots_in_the_same_order(queries, some_rows, k):
    compiled, plain = filled(some_rows), filled(some_rows, plain_kernels())

    slots, scores = compiled.best_of_many(matrix(queries), k)
    plain_slots, plain_scores = plain.best_of_many(matrix(queries), k)

    assert np.array_equal(slots, plain_slots)
    assert np.array_equal(scores, plain_scores)
    for query in np.array(queries).reshape(len(queries), N_TERMS):
        terms = np.flatnonzero(query)
        one, other = compiled.best(terms, query[terms], k), plain.best(terms, query[terms], k)
        assert np.array_equal(one[0], other[0])
        assert np.array_equal(one[1], other[1])


@given(st.data())
def test_an_index_that_took_changes_equals_one_built_at_once(data):
    index, held = InvertedIndex(N_TERMS, kernels=COMPILED), {}
    for _ in range(data.draw(st.integers(0, 25))):
        slot = data.draw(st.integers(0, 9))
        if slot in held:
            index.remove(np.array([slot]))
            del held[slot]
        else:
            held[slot] = data.draw(st.lists(values, min_size=N_TERMS, max_size=N_TERMS))
            index.add(np.array([slot]), matrix([held[slot]]))

    query = np.arange(1.0, N_TERMS + 1)
    slots, found = index.best(np.arange(N_TERMS), query, 20)

    everything = [held.get(slot, [0.0] * N_TERMS) for slot in range(10)]
    assert list(zip(slots.tolist(), found.tolist(), strict=True)) == by_multiplying([query], everything, 20)[0]
    assert as_pairs(*index.best_of_many(matrix([query]), 20)) == by_multiplying([query], everything, 20)


def test_the_number_of_threads_changes_nothing(monkeypatch):
    loops = sys.modules[COMPILED.best_of_many.__module__]
    monkeypatch.setattr(loops, "QUERIES_AT_ONCE", 7, raising=False)
    random = np.random.default_rng(1)
    some_rows = random.random((500, N_TERMS)) * (random.random((500, N_TERMS)) < 0.4)
    queries = random.random((100, N_TERMS)) * (random.random((100, N_TERMS)) < 0.5)
    index = filled(some_rows)

    alone, together = (index.best_of_many(matrix(queries), 10, n_threads=n) for n in (1, 4))

    assert np.array_equal(alone[0], together[0])
    assert np.array_equal(alone[1], together[1])
    assert as_pairs(*alone) == by_multiplying(queries, some_rows, 10)


def sparse_rows(n_rows, n_terms, n_each, *, seed=1):
    """Draw rows of length 1 in which some terms are frequent and most are rare."""
    random = np.random.default_rng(seed)
    terms = np.minimum(random.zipf(1.3, (n_rows, n_each)) - 1, n_terms - 1)
    drawn = csr_array((random.random(terms.size), (np.repeat(np.arange(n_rows), n_each), terms.ravel())))
    drawn.resize((n_rows, n_terms))
    return csr_array(drawn.multiply(1 / np.sqrt(drawn.power(2).sum(axis=1))[:, None]))


@pytest.mark.parametrize(
    ("n_slots", "n_terms", "n_asked"),
    [
        pytest.param(1_500, 400, 12, id="some terms"),
        pytest.param(70_000, 400, 12, id="more slots than sixteen bits tell apart"),
        pytest.param(300, 9_000, 4_000, id="more terms than can be answered coarsely"),
    ],
)
def test_many_questions_at_once_are_answered_like_each_alone(n_slots, n_terms, n_asked):
    some_rows = sparse_rows(n_slots, n_terms, 12)
    queries = sparse_rows(20, n_terms, n_asked, seed=2)
    index = InvertedIndex(n_terms, kernels=COMPILED)
    index.add(np.arange(n_slots), some_rows)

    slots, scores = index.best_of_many(queries, 10)

    for number in range(queries.shape[0]):
        mine = slice(queries.indptr[number], queries.indptr[number + 1])
        alone = index.best(queries.indices[mine].astype(np.int64), queries.data[mine], 10)
        assert slots[number].tolist() == alone[0].tolist()
        assert scores[number].tolist() == alone[1].tolist()


def test_a_term_that_stands_in_a_row_twice_counts_twice():
    twice = csr_array((np.array([1.0, 1.0]), np.array([0, 0]), np.array([0, 2])), shape=(1, N_TERMS))
    index = filled([[0, 0.6, 0, 0, 0, 0]])
    index.add(np.array([1]), twice)

    asked = csr_array((np.array([1.0, 1.0]), np.array([0, 0]), np.array([0, 2])), shape=(1, N_TERMS))

    slots, scores = index.best_of_many(asked, 2)

    assert (slots.tolist(), scores.tolist()) == ([[1, -1]], [[4.0, 0.0]])
    assert asked.nnz == 2  # what was asked is not changed


def test_values_below_the_smallest_normal_number_are_told_apart():
    slots, _ = filled([[1e-310, 0, 0, 0, 0, 0], [0, 5e-211, 0, 0, 0, 0]]).best_of_many(
        matrix([[1e100, 1.0, 0, 0, 0, 0]]), 1
    )

    assert slots.tolist() == [[0]]


@pytest.mark.parametrize("n_slots", [65_535, 65_536, 65_537])
def test_the_last_of_many_slots_is_found(n_slots):
    index = InvertedIndex(N_TERMS, kernels=COMPILED)
    index.add(np.array([n_slots - 1]), matrix([[0, 1.0, 0, 0, 0, 0]]))

    assert index.best_of_many(matrix([[1.0, 1.0, 0, 0, 0, 0]]), 3)[0].tolist() == [[n_slots - 1, -1, -1]]


def test_every_row_is_the_best_answer_to_itself():
    some_rows = sparse_rows(2_000, 400, 12)
    index = InvertedIndex(400, kernels=COMPILED)
    index.add(np.arange(2_000), some_rows)

    _, scores = index.best_of_many(some_rows, 1)

    assert scores == pytest.approx(1)  # the largest score there is: nothing overflows


def test_scores_that_differ_in_the_last_bits_only_are_told_apart():
    near = [[1 - number * 2.0**-50, 0, 0, 0, 0, 0] for number in range(40)]

    slots, _ = filled(near[::-1]).best_of_many(matrix([[1.0, 0, 0, 0, 0, 0]]), 5)

    assert slots.tolist() == [[39, 38, 37, 36, 35]]


@pytest.mark.parametrize(("query", "value"), [(1e-300, 1.0), (1.0, 1e-300), (1e150, 1.0), (1e-20, 1e-20)])
def test_products_too_small_or_too_large_for_small_integers_are_found(query, value):
    slots, scores = filled([[0.0] * N_TERMS, [value] + [0.0] * (N_TERMS - 1)]).best_of_many(matrix([[query] * 6]), 1)

    assert (slots.tolist(), scores.tolist()) == ([[1]], [[query * value]])


@pytest.mark.parametrize("wrong", [-0.5, np.nan, np.inf])
def test_features_that_are_no_weights_are_refused(wrong):
    with pytest.raises(ShapeMismatchError):
        filled([[wrong, 0, 0, 0, 0, 0]])


def test_features_of_another_shape_are_refused():
    with pytest.raises(ShapeMismatchError):
        InvertedIndex(N_TERMS + 1).add(np.array([0]), matrix([[1.0] * N_TERMS]))


def test_nothing_is_found_in_an_empty_index_or_for_an_empty_question():
    empty, full = InvertedIndex(N_TERMS), filled([[1.0] * N_TERMS])
    nothing = np.zeros(0, dtype=np.int64), np.zeros(0)

    assert [len(found) for found in empty.best(np.array([0]), np.array([1.0]), 5)] == [0, 0]
    assert [len(found) for found in full.best(*nothing, 5)] == [0, 0]
    assert empty.best_of_many(matrix([[1.0] * N_TERMS]), 5)[0].shape == (1, 0)
    assert full.best_of_many(matrix([]), 5)[0].shape[0] == 0


def test_without_numba_the_plain_loops_are_taken(monkeypatch, caplog):
    chosen_kernels.cache_clear()
    monkeypatch.setitem(sys.modules, "matching.engine.candidates.kernels", None)

    kernels = chosen_kernels()

    chosen_kernels.cache_clear()
    assert kernels == _taken_from("plain_kernels", are_compiled=False)
    assert "without Numba" in caplog.text


def test_the_plain_loops_can_be_asked_for():
    assert not chosen_kernels("plain").are_compiled
