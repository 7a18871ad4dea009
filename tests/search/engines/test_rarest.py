"""By which words of a query candidates are looked up."""

import pytest

from search.analysis import Term
from search.engines.rarest import rarest
from search.engines.understanding import UnderstoodQuery, Wanted, Way

IN_THE_INDEX = {
    "hebamme": 300,
    "geburt": 400,
    "kind": 4_000,
    "stadt": 9_000,
    "finden": 60_000,
    "wo": 90_000,
}


def query(*words: str, without_weight: tuple[str, ...] = ()) -> UnderstoodQuery:
    return UnderstoodQuery(
        tuple(
            Wanted(
                word, (Way((Term(word, word, ()),), "de", "typed"),), importance=0.1 if word in without_weight else 1.0
            )
            for word in words
        )
    )


def frequencies(words: object) -> dict[str, tuple[int, int]]:
    return {word: (IN_THE_INDEX[word], IN_THE_INDEX[word]) for word in words if word in IN_THE_INDEX}


@pytest.mark.parametrize(
    ("typed", "looked_up"),
    [
        (("kind", "geburt", "hebamme"), ["hebamme", "geburt", "kind"]),  # the rarest first
        (("finden",), ["finden"]),  # a frequent word is better than none
        (("finden", "hebamme"), ["hebamme", "finden"]),  # 300 documents do not fill the list of candidates
        (("finden", "hebamme", "geburt"), ["hebamme", "geburt"]),  # 700 do
        (("finden", "hebamme", "geburt", "stadt"), ["hebamme", "geburt", "stadt"]),
        (("unbekannt", "hebamme"), ["hebamme"]),
    ],
)
def test_rare_words_go_first_and_frequent_ones_fill_up_only(typed: tuple[str, ...], looked_up: list[str]) -> None:
    assert rarest(query(*typed), frequencies) == looked_up


def test_question_words_come_last_however_rare() -> None:
    assert rarest(query("hebamme", "kind", without_weight=("hebamme",)), frequencies) == ["kind", "hebamme"]
