"""Measuring relevance: figures right on paper, runs that can be repeated and compared, sentences for broken input."""

import json
import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from elasticsearch import Elasticsearch
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search.lexicon import build_dictionary, dictionary_file
from search.relevance import (
    Answered,
    BrokenReportError,
    RelevanceRun,
    differences,
    fill,
    measure,
    open_judged_set,
    searchable,
    temporary_engine,
    with_typo,
)

PAGES = {
    "kita": "Kita-Platz finden",
    "wohnung": "Wohnung anmelden",
    "arzt": "Hausärztin oder Hausarzt suchen",
    "leer": "Impressum",
}
QUESTIONS = {"q1": "Platz in der Kita", "q2": "Wohnung anmelden", "q3": "Xylophon"}
JUDGEMENTS = (("q1", "kita", 1), ("q2", "kita", 1), ("q2", "wohnung", 2), ("q3", "leer", 1))


@pytest.fixture
def judged_folder(tmp_path):
    folder = tmp_path / "judged"
    folder.mkdir()
    documents = [{"id": key, "title": title, "body": "", "language": "de"} for key, title in PAGES.items()]
    queries = [{"id": key, "text": text, "language": "de"} for key, text in QUESTIONS.items()]
    for name, rows in (("documents", documents), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    lines = ["\t".join(map(str, judgement)) for judgement in JUDGEMENTS]
    (folder / "judgements.tsv").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def imported_dictionary():
    build_dictionary(b"Kita {f} :: quokka\n", dictionary_file(), say=lambda _line: None)
    yield
    dictionary_file().unlink()


def run_command(*arguments):
    out, err = StringIO(), StringIO()
    call_command("evaluate_search", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def run_of(*ndcgs, digest="set", zero=()):
    answers = [
        Answered(
            query_id=f"q{number}",
            asked="",
            ndcg=ndcg,
            reciprocal_rank=ndcg,
            recall=ndcg,
            n_hits=0 if number in zero else 3,
            milliseconds=float(number),
        )
        for number, ndcg in enumerate(ndcgs)
    ]
    return RelevanceRun(engine="embedded", digest=digest, has_typos=False, answers=tuple(answers))


def test_each_question_is_judged_by_the_order_of_its_answers(judged_folder):
    judged = open_judged_set(judged_folder)

    with temporary_engine("embedded") as engine:
        fill(engine, searchable(judged))
        first, second, third = measure(engine, judged).answers

    assert (first.ndcg, first.reciprocal_rank, first.recall) == (1, 1, 1)
    assert second.reciprocal_rank == 1
    assert second.recall == 0.5
    assert 0 < second.ndcg < 1
    assert (third.ndcg, third.reciprocal_rank, third.n_hits) == (0, 0, 0)


def test_what_has_names_and_no_text_is_found_by_its_names(judged_folder):
    row = {"id": "beruf", "title": "Bäcker", "labels": ["Bäcker", "Konditor"], "language": "de"}
    (judged_folder / "documents.jsonl").write_text(json.dumps(row), encoding="utf-8")

    (document,) = searchable(open_judged_set(judged_folder))

    assert (document.title, document.body) == ("Bäcker", "Konditor")


def test_a_report_names_means_times_and_the_share_without_an_answer():
    report = run_of(1.0, 0.5, 0.0, 0.5, zero=(2,)).report()

    assert report["ndcg@10"] == 0.5
    assert report["zero_hits"] == 0.25
    assert report["queries"] == 4
    assert (report["ms_p50"], report["ms_p95"]) == (1.5, 2.85)
    assert report["interval"][0] < 0.5 < report["interval"][1]


def test_two_runs_are_compared_question_by_question():
    better, earlier = run_of(0.6, 0.2, 0.9, 0.4), run_of(0.5, 0.1, 0.8, 0.3)

    found = differences(better, earlier.report())["ndcg@10"]

    assert found.mean == pytest.approx(0.1)
    assert found.excludes_zero  # each question is better by as much, however different the questions are


def test_runs_over_different_questions_are_not_compared():
    with pytest.raises(BrokenReportError, match="different questions"):
        differences(run_of(0.5), run_of(0.5, digest="another set").report())


def test_an_earlier_report_that_lacks_a_question_is_refused():
    report = run_of(0.5, 0.5).report()
    del report["questions"]["q1"]

    with pytest.raises(BrokenReportError, match="q1"):
        differences(run_of(0.5, 0.5), report)


@given(st.text(), st.integers())
def test_a_typo_is_one_edit_in_the_longest_word_and_nothing_else(text, seed):
    typed = with_typo(text, random.Random(seed))

    word = max(text.split(), key=len, default="")
    assert OSA.distance(text, typed) == (1 if word else 0)
    if word:
        head, tail = text.split(word, 1)
        assert typed.startswith(head)
        assert typed.endswith(tail)
        assert len(typed.split()) == len(text.split())


def test_the_same_seed_makes_the_same_typos_and_another_one_others():
    typed = [[with_typo("Kinderbetreuung", random.Random(f"{seed} {n}")) for n in range(5)] for seed in (7, 7, 8)]

    assert typed[0] == typed[1] != typed[2]


def test_the_table_and_the_json_hold_the_same_figures(judged_folder):
    report = json.loads(run_command(judged_folder, "--json")[0])

    table, _news = run_command(judged_folder)

    assert report["engine"] == "embedded"
    assert report["queries"] == 3
    assert report["zero_hits"] == pytest.approx(1 / 3, abs=1e-4)
    assert f"{report['ndcg@10']:.3f}" in table
    assert f"{report['mrr']:.3f}" in table


def test_two_runs_of_the_command_agree_and_can_be_compared(judged_folder, tmp_path):
    earlier = tmp_path / "earlier.json"
    earlier.write_text(run_command(judged_folder, "--typos", "--json")[0])

    report = json.loads(run_command(judged_folder, "--typos", "--json", "--compare", earlier)[0])
    table, _news = run_command(judged_folder, "--typos", "--compare", earlier)

    assert report["differences"] == {name: [0, 0, 0] for name in ("ndcg@10", "mrr", "recall@10")}
    assert "better by ndcg@10: +0.000" in table


def test_long_work_tells_how_far_it_is(judged_folder):
    _table, news = run_command(judged_folder)

    assert "4 documents indexed" in news


@pytest.mark.parametrize(
    ("break_it", "sentence"),
    [
        (lambda folder: (folder / "queries.jsonl").unlink(), "queries.jsonl"),
        (lambda folder: (folder / "documents.jsonl").write_text("{"), "documents.jsonl, line 1"),
        (lambda folder: (folder / "judgements.tsv").write_text(""), "no question with an answer"),
    ],
)
def test_a_broken_folder_is_one_sentence_that_names_the_file(judged_folder, break_it, sentence):
    break_it(judged_folder)

    with pytest.raises(CommandError, match=sentence):
        run_command(judged_folder)


def test_a_missing_folder_and_a_foreign_report_are_one_sentence(judged_folder, tmp_path):
    (tmp_path / "foreign.json").write_text("[]")

    with pytest.raises(CommandError, match="no folder"):
        run_command(tmp_path / "nowhere")
    with pytest.raises(CommandError, match="is not what"):
        run_command(judged_folder, "--compare", tmp_path / "foreign.json")


def test_the_portals_own_index_is_neither_read_nor_written(judged_folder, settings):
    run_command(judged_folder)

    assert not settings.SEARCH_INDEX_DIR.exists()


def test_a_server_that_is_not_named_or_not_there_is_one_sentence(judged_folder, settings):
    settings.ELASTICSEARCH_URL = ""
    with pytest.raises(CommandError, match="set ELASTICSEARCH_URL"):
        run_command(judged_folder, "--engine", "elasticsearch")

    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    with pytest.raises(CommandError, match="does not answer at"):
        run_command(judged_folder, "--engine", "elasticsearch")


@pytest.mark.elasticsearch
def test_on_a_server_an_index_of_its_own_is_filled_and_taken_away(judged_folder, elasticsearch_node, settings):
    report = json.loads(run_command(judged_folder, "--engine", "elasticsearch", "--json")[0])

    with Elasticsearch(elasticsearch_node, request_timeout=10) as client:
        left = client.indices.get_settings(index=f"{settings.ELASTICSEARCH_INDEX}-*")
    assert report["engine"] == "elasticsearch"
    assert report["ndcg@10"] > 0
    assert not left.body


def test_a_dictionary_is_used_only_where_one_was_imported(judged_folder):
    with pytest.raises(CommandError, match="No dictionary was imported"):
        run_command(judged_folder, "--dictionary")


def test_the_dictionary_can_be_left_out(judged_folder, imported_dictionary):
    row = {"id": "q1", "text": "quokka", "language": "en"}
    (judged_folder / "queries.jsonl").write_text(json.dumps(row), encoding="utf-8")

    with_it, without = (
        json.loads(run_command(judged_folder, "--json", *options)[0]) for options in ((), ("--no-dictionary",))
    )

    assert (with_it["mrr"], without["mrr"]) == (1, 0)
