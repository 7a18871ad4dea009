"""Figures on judged sets: right on paper, honest about chance, robust against sets of any make."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import ShapeMismatchError
from matching.engine.errors import JudgedSetError
from matching.engine.evaluation import (
    average_precision,
    bootstrap_mean,
    calibration_error,
    compare_paired,
    ndcg_at,
    read_judged_set,
    recall_at,
    reciprocal_rank,
)
from matching.engine.evaluation.baselines import baselines
from matching.engine.evaluation.intervals import folds_of
from matching.engine.evaluation.titles import concepts_of, evaluate
from matching.engine.taxonomy.title_ranker import TitleRanker

GRADES = {"a": 2.0, "b": 1.0, "x": 0.0}
METRICS = (
    lambda ranked, grades: recall_at(ranked, grades, 3),
    lambda ranked, grades: ndcg_at(ranked, grades, 3),
    reciprocal_rank,
    average_precision,
)


@pytest.mark.parametrize(
    ("ranked", "recall", "ndcg", "reciprocal", "precision"),
    [
        (["a", "b", "c"], 1.0, 1.0, 1.0, 1.0),
        (["c", "a", "d", "b"], 0.5, (3 / math.log2(3)) / (3 + 1 / math.log2(3)), 1 / 2, (1 / 2 + 2 / 4) / 2),
        (["x", "c"], 0.0, 0.0, 0.0, 0.0),
        ([], 0.0, 0.0, 0.0, 0.0),
    ],
)
def test_figures_of_a_list_are_those_on_paper(ranked, recall, ndcg, reciprocal, precision):
    figures = [metric(ranked, GRADES) for metric in METRICS]

    assert figures == pytest.approx([recall, ndcg, reciprocal, precision])


def test_a_document_ranked_twice_counts_once():
    assert average_precision(["a", "a", "b"], GRADES) == 1
    assert ndcg_at(["a", "a", "b"], GRADES, 2) == 1


@pytest.mark.parametrize("metric", METRICS)
def test_without_a_relevant_document_there_is_nothing_to_measure(metric):
    assert math.isnan(metric(["a"], {"a": 0.0}))


@given(
    ranked=st.lists(st.sampled_from("abcdefgh"), max_size=12),
    grades=st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), min_size=1),
)
def test_every_figure_lies_between_none_and_all(ranked, grades):
    figures = [metric(ranked, grades) for metric in METRICS]

    assert all(math.isnan(figure) or 0 <= figure <= 1 + 1e-12 for figure in figures)


def test_an_interval_holds_the_mean_and_narrows_with_more_questions():
    few, many = bootstrap_mean([0, 1] * 10), bootstrap_mean([0, 1] * 1_000)

    assert few.low < few.mean == many.mean == 0.5 < few.high
    assert many.high - many.low < (few.high - few.low) / 5
    assert few == bootstrap_mean([0, 1] * 10)


def test_questions_without_a_figure_are_left_out_of_the_mean():
    assert bootstrap_mean([1.0, math.nan]).mean == 1
    assert math.isnan(bootstrap_mean([]).mean)


def test_a_small_steady_gain_is_seen_only_in_pairs():
    chance = np.random.default_rng(1)
    before = chance.random(200)
    after = before + 0.01

    assert compare_paired(after, before).excludes_zero
    assert not compare_paired(chance.permutation(before), before).excludes_zero
    with pytest.raises(ShapeMismatchError):
        compare_paired([1.0], [1.0, 2.0])


def test_folds_are_as_large_as_each_other_and_the_same_each_time():
    folds = folds_of(103, 5)

    assert set(np.bincount(folds)) == {20, 21}
    assert (folds == folds_of(103, 5)).all()


def test_a_confidence_is_judged_by_how_often_it_is_right():
    assert calibration_error([0.75] * 4, [True, True, True, False]) == 0
    assert calibration_error([1.0] * 4, [True, True, False, False]) == 0.5
    assert calibration_error([0.0, 1.0], [False, True]) == 0
    assert math.isnan(calibration_error([], []))
    with pytest.raises(ShapeMismatchError):
        calibration_error([0.5], [])


@pytest.fixture
def folder(tmp_path):
    """Write a judged set; each test says what is in it."""

    def write(documents, queries, judgements, name="set"):
        made = tmp_path / name
        made.mkdir()
        for file, rows in (("documents.jsonl", documents), ("queries.jsonl", queries)):
            lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
            (made / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
        (made / "judgements.tsv").write_text("".join(f"{line}\n" for line in judgements), encoding="utf-8")
        return made

    return write


NURSE = {"id": "d1", "title": "Krankenpfleger", "labels": ["Krankenpfleger", "Krankenschwester"]}
MIDWIFE = {"id": "d2", "title": "Hebamme", "body": "", "language": "de"}


def test_a_set_of_any_make_is_read(folder):
    documents = [
        NURSE | {"concept": "http://data.europa.eu/esco/occupation/nurse"},
        MIDWIFE | {"concept": "http://data.europa.eu/esco/isco/C2222", "labels": None},
        {"id": "d3", "title": "Sterndeuter\u2028in", "concept": "http://example.org/astronomer"},
    ]
    queries = [{"id": "q1", "text": "Schwester"}, {"id": "q2", "text": "niemand"}]

    judged = read_judged_set(folder(documents, queries, ["query\tdocument\tgrade", "q1\td1\t1", "q1\td2", "q2\td1\t0"]))

    assert [document.labels[0] for document in judged.documents] == ["Krankenpfleger", "Hebamme", "Sterndeuter\u2028in"]
    assert [query.id for query in judged.queries] == ["q1"]
    assert judged.n_unjudged == 1
    assert judged.grades["q1"] == {"d1": 1.0, "d2": 1.0}


@pytest.mark.parametrize(
    ("documents", "queries", "judgements", "message"),
    [
        (["{"], [], [], r"documents\.jsonl, line 1"),
        (["[]"], [], [], r"documents\.jsonl, line 1"),
        ([{"title": "x"}], [], [], r"documents\.jsonl, line 1: there is no id"),
        ([NURSE, NURSE], [], [], "'d1' occurs twice"),
        ([NURSE | {"labels": "x"}], [], [], "labels are not a list"),
        ([NURSE], [{"id": "q", "text": "a"}], ["q\td1\t1", "q d1 1"], r"judgements\.tsv, line 2"),
        ([NURSE], [{"id": "q", "text": "a"}], [], "no question with an answer"),
        ([], [{"id": "q", "text": "a"}], ["q\td1\t1"], "nothing to rank"),
    ],
)
def test_what_cannot_be_read_is_named_with_file_and_line(folder, documents, queries, judgements, message):
    made = folder(documents, queries, judgements)

    with pytest.raises(JudgedSetError, match=message):
        read_judged_set(made)


def test_a_missing_folder_is_a_named_error(tmp_path):
    with pytest.raises(JudgedSetError, match=r"documents\.jsonl"):
        read_judged_set(tmp_path / "nothing")


def test_two_sets_are_told_apart_by_what_they_ask(folder):
    queries = [{"id": "q1", "text": "Schwester"}]

    first = read_judged_set(folder([NURSE, MIDWIFE], queries, ["q1\td1\t1"], "first"))
    same = read_judged_set(folder([NURSE, MIDWIFE], queries, ["q1\td1\t1"], "same"))
    other = read_judged_set(folder([NURSE, MIDWIFE], queries, ["q1\td2\t1"], "other"))

    assert first.digest == same.digest != other.digest


def test_documents_take_from_the_taxonomy_what_it_knows_of_their_concept(folder, taxonomy):
    documents = [
        NURSE | {"concept": "http://data.europa.eu/esco/occupation/nurse"},
        {"id": "g", "title": "Pflege", "concept": "http://data.europa.eu/esco/isco/C222/"},
        {"id": "u", "title": "Sterndeuter", "concept": "http://data.europa.eu/esco/occupation/astrologer"},
        {"id": "n", "title": "Niemand", "concept": ""},
        {"id": "e", "title": "nurse", "language": "en", "concept": "http://data.europa.eu/esco/occupation/nurse"},
    ]
    judged = read_judged_set(folder(documents, [{"id": "q", "text": "a"}], ["q\td1\t1"]))

    nurse, group, unknown, nothing, english = concepts_of(judged.documents, taxonomy)

    assert (nurse.isco, nurse.words_row, nurse.foreign) == ("2221", 0, ("nurse", "staff nurse"))
    assert (group.isco, group.is_group, group.names) == ("222", True, ("Pflege",))
    assert (unknown.isco, unknown.words_row, nothing.isco) == ("", -1, "")
    assert "Krankenschwester" in english.foreign
    assert "nurse" not in english.foreign


def test_a_set_without_any_link_to_the_taxonomy_is_ranked_by_its_labels(folder):
    queries = [{"id": "q1", "text": "Krankenschwester (m/w/d)"}, {"id": "q2", "text": "Hebame"}]
    judged = read_judged_set(folder([MIDWIFE, NURSE], queries, ["q1\td1\t2", "q1\td2\t1", "q2\td2\t1", "q2\tgone\t1"]))
    ranker = TitleRanker(concepts_of(judged.documents, _Empty()))

    def answers(title):
        ranked = ranker.rank(title)
        return ranked.rows, float(ranked.confidence[0])

    found = evaluate(judged, answers)

    assert found.figures["mrr"].tolist() == [1, 1]
    assert found.figures["recall@10"].tolist() == [1, 0.5]
    assert found.summary()["queries"] == 2


class _Empty:
    """A taxonomy that knows nothing."""

    def occupation_rows(self, _ids):
        return []


@pytest.mark.parametrize("name", ["random", "title only", "RapidFuzz WRatio", "RapidFuzz token_set"])
def test_baselines_rank_every_document_once(folder, name):
    judged = read_judged_set(folder([MIDWIFE, NURSE], [{"id": "q", "text": "krankenpfleger"}], ["q\td1\t1"]))

    order, confidence = baselines(judged.documents)[name]()("krankenpfleger")

    assert sorted(order.tolist()) == [0, 1]
    assert 0 <= confidence <= 1
    assert name == "random" or order[0] == 1


@pytest.mark.parametrize("name", ["TF-IDF of words", "TF-IDF of characters"])
def test_baselines_of_words_and_characters_find_their_own_names(folder, name):
    judged = read_judged_set(folder([MIDWIFE, NURSE], [{"id": "q", "text": "a"}], ["q\td1\t1"]))

    answer = baselines(judged.documents)[name]()

    assert answer("Krankenpfleger")[0][0] == 1
    assert answer("\U0001f3e5")[1] == 0
