"""Forward records keep what a document says, word by word and in order."""

from itertools import groupby, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyzer
from search.engines.forward import FIELDS, ForwardRecords, forward_record, terms_of, word_hash
from tests.search.small_documents import document

ANALYZER = Analyzer({"kinder": 3, "betreuung": 2})


def record(title: str, body: str = "", **fields: object) -> bytes:
    return forward_record(terms_of(document(title, body, **fields), ANALYZER))


def counts(records: list[bytes], word: str) -> list[list[int]]:
    """Return how often a word stands in each field of each record."""
    found = ForwardRecords(records).frequencies(np.array([word_hash(word)], dtype=np.uint64))
    return found[0].T.astype(int).tolist()


def without_stutter(words: list[str]) -> list[str]:
    return [word for word, _same in groupby(words)]


def neighbors(one: bytes, *words: str) -> list[bool]:
    """Return for each two words that follow one another here whether they do so in the record."""
    hashes = np.array([word_hash(word) for word in words], dtype=np.uint64)
    found = ForwardRecords([one]).phrases(0, hashes, 1 << np.arange(len(words)))
    return [bool(found >> place & 1) for place in range(1, len(words))]


def test_a_word_is_counted_in_each_field():
    one = record("Kinder", "Kinder und Kinderbetreuung", keywords="Betreuung Kinder")

    assert dict(zip(FIELDS, counts([one], "kind")[0], strict=True)) == {
        "title": 1,
        "keywords": 1,
        "body": 1,
        "title_parts": 2,
        "body_parts": 2,
    }


def test_several_records_are_read_at_once_and_an_empty_one_does_no_harm():
    assert counts([record("Kinder"), record(""), record("Haus", "Kinder")], "kind") == [
        [1, 0, 0, 1, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 1, 0, 1],
    ]


def test_a_word_whose_number_ends_like_that_of_another_one_is_not_taken_for_it():
    own = word_hash("kind")
    other = own ^ 1 << 40

    found = ForwardRecords([record("Kind")]).frequencies(np.array(sorted((own, other)), dtype=np.uint64))

    assert found.sum(axis=(1, 2)).tolist() == [0, 2] if other < own else [2, 0]


@pytest.mark.parametrize("n_bytes", [10, 28, 40, 44, 60])
def test_a_record_that_is_cut_short_is_not_read_as_another_one(n_bytes):
    whole = record("Kinder", "Haus Hof")

    with pytest.raises(ValueError, match="size"):
        counts([whole[:n_bytes], whole], "kind")


def test_lengths_are_numbers_of_words():
    assert ForwardRecords([record("Kinderbetreuung", "Haus Hof Kind")]).lengths.tolist() == [[1, 0, 3, 3, 3]]


def test_a_word_that_stands_very_often_is_counted_as_often_as_fits():
    assert counts([record("", "Haus Hof " * 300)], "haus")[0][2] == 255


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("haus", "hof"), [True]),
        (("hof", "haus"), [False]),
        (("haus", "garten"), [False]),
        (("garten", "haus", "hof"), [False, True]),
        (("nirgend", "wo"), [False]),
    ],
)
def test_neighbors_are_told_from_words_that_stand_apart(words, expected):
    assert neighbors(record("Garten", "Haus Hof"), *words) == expected


# The analysis takes a word said twice in a row as said once.
@given(words=st.lists(st.sampled_from(["haus", "hof", "kind", "baum"]), max_size=12).map(without_stutter))
def test_counts_and_neighbors_are_those_of_the_text(words):
    one = record("", " ".join(words))

    for word in ("haus", "hof", "kind", "baum"):
        assert counts([one], word)[0][2] == words.count(word)
    for first in ("haus", "hof"):
        is_followed = any(pair == (first, "kind") for pair in pairwise(words))
        assert neighbors(one, first, "kind") == [is_followed]
