"""The gate: on judged questions, results may not become worse than measured."""

import random
from datetime import UTC, datetime
from statistics import mean

import pytest

from search.engines import EngineQuery
from tests.search.judged_sets import ndcg, read_judged_set, with_typo

ALLOWED_LOSS = 0.01


@pytest.mark.parametrize(("has_typos", "measured"), [(False, 0.798), (True, 0.768)])
def test_questions_about_a_welcome_portal_find_their_page(fill, has_typos, measured):
    judged = read_judged_set("search_dev")
    engine = fill(judged.documents)
    chance = random.Random(7)
    gains, n_without_answer = [], 0

    for query_id, text in judged.queries.items():
        asked = with_typo(text, chance) if has_typos else text
        query = EngineQuery(text=asked, language="de", sources=("judged",), moment=datetime.now(UTC), limit=10)
        ranked = [hit.object_id for hit in engine.search(query).hits]
        gains.append(ndcg(ranked, judged.grades[query_id]))
        n_without_answer += not ranked

    assert mean(gains) >= measured - ALLOWED_LOSS
    assert n_without_answer == 0


def test_the_gain_is_one_for_the_best_order_and_less_for_any_other():
    grades = {"a": 2, "b": 1}

    assert ndcg(["a", "b"], grades) == 1
    assert 0 < ndcg(["x", "b", "a"], grades) < ndcg(["b", "a"], grades) < 1
    assert ndcg(["x"], grades) == 0
