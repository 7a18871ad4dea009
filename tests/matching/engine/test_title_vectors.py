"""Titles as vectors whose weights the taxonomy fixes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.taxonomy import TitleGrams, title_grams
from matching.engine.taxonomy.title_vectors import LONGEST_TITLE


def product(grams, wish, title):
    indptr, terms, values = grams.of_offers([title])
    offer = np.zeros(grams.n_terms)
    offer[terms] = values
    assert indptr.tolist() == [0, len(terms)]
    return max((float(offer[rows] @ weights) for rows, weights in grams.of_wishes([wish])), default=0.0)


@given(wish=st.text(max_size=30), title=st.text(max_size=30))
def test_a_product_is_never_more_than_that_of_the_same_title_which_is_one(taxonomy, wish, title):
    grams = title_grams(taxonomy)

    assert 0 <= product(grams, wish, title) <= 1 + 1e-9
    assert product(grams, wish, wish) == (pytest.approx(1.0) if grams.of_wishes([wish]) else 0)


def test_the_vector_of_a_title_does_not_depend_on_the_others(taxonomy):
    grams = title_grams(taxonomy)

    alone = grams.of_offers(["Koch"])
    indptr, terms, values = grams.of_offers(["", "Koch", "🙂", "Mechatroniker in Rufbereitschaft"])

    assert indptr[:4].tolist() == [0, 0, len(alone[1]), len(alone[1])]
    assert terms[: indptr[2]].tolist() == alone[1].tolist()
    assert values[: indptr[2]].tolist() == alone[2].tolist()


def test_many_titles_are_the_same_as_few_at_a_time(taxonomy, monkeypatch):
    titles = [f"Mechatroniker Linie {number}" for number in range(7)]
    grams = title_grams(taxonomy)
    whole = grams.of_offers(titles)

    monkeypatch.setattr("matching.engine.taxonomy.title_vectors._TITLES_AT_ONCE", 2)

    assert all(np.array_equal(one, other) for one, other in zip(whole, grams.of_offers(titles), strict=True))


def test_what_many_names_share_weighs_less_than_what_is_rare():
    grams = TitleGrams(["Holztechniker", "Metalltechniker", "Drucktechniker", "Holzkaufmann"])

    same_kind = product(grams, "Holztechniker", "Glastechniker")
    same_thing = product(grams, "Drucktechniker", "Druckmaler")

    assert 0 < same_kind < 0.75
    assert same_thing > 0.2


def test_only_the_beginning_of_an_endless_title_is_read(taxonomy):
    grams = title_grams(taxonomy)
    title = "Koch " * (LONGEST_TITLE // 5) + "Mechatroniker " * 700

    assert product(grams, "Koch", title) == pytest.approx(1.0)
    assert product(grams, "Mechatroniker", title) == 0


def test_a_taxonomy_without_names_still_compares_titles():
    grams = TitleGrams([])

    assert product(grams, "Koch", "Köchin") == pytest.approx(1.0)
