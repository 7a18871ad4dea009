"""The gates: on judged questions, results may not become worse than the portal promises."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from search.analysis import plain_words
from search.lexicon import Lexicon, build_dictionary, packaged_lexicon, prepare
from search.relevance import JudgedSet, RelevanceRun, fill, measure, open_judged_set, searchable, temporary_engine
from tests.support.services import elasticsearch_url, large_dictionary

DATA = Path(__file__).resolve().parents[1] / "data"
NO_DICTIONARY = Path("/nowhere")
MOST_DIFFERENCE = 0.01  # between engines
MOST_QUESTIONS_OF_A_SERVER = 200


@dataclass(frozen=True)
class Gate:
    """A judged set, how it is asked, and how bad the answers may become at most."""

    judged_set: str
    least_ndcg: float
    has_typos: bool = False
    most_zero_hits: float = 0.005

    def __str__(self) -> str:
        return self.judged_set + ("-typos" if self.has_typos else "")


# What was promised, less .01: a gate closes before the promise is broken by more than chance.
GATES = (
    Gate("search_dev", least_ndcg=0.81),
    Gate("search_dev", has_typos=True, least_ndcg=0.78),
    Gate("melo_aut", least_ndcg=0.52),
    Gate("search_dev_en", least_ndcg=0.34),
)
GATE_WITH_DICTIONARY = Gate("search_dev_en", least_ndcg=0.65)


@pytest.mark.parametrize("gate", GATES, ids=str)
def test_judged_questions_find_their_answers_as_well_as_promised(gate):
    run = asked(gate.judged_set, has_typos=gate.has_typos)

    assert run.mean("ndcg@10") >= gate.least_ndcg
    assert run.zero_hits <= gate.most_zero_hits


@pytest.mark.dictionary
def test_with_a_large_dictionary_english_questions_find_german_pages_as_well_as_promised(tmp_path):
    judged = open_judged_set(DATA / GATE_WITH_DICTIONARY.judged_set)
    dictionary = tmp_path / "dictionary.sqlite3"
    build_dictionary(_lines_about(judged), dictionary, say=lambda _line: None)
    with temporary_engine("embedded") as engine:
        fill(engine, searchable(judged))

        run = measure(engine, judged, lexicon=_lexicon(dictionary))

    assert run.mean("ndcg@10") >= GATE_WITH_DICTIONARY.least_ndcg
    assert run.zero_hits <= GATE_WITH_DICTIONARY.most_zero_hits


@pytest.mark.elasticsearch
@pytest.mark.parametrize("judged_set", ["search_dev", "search_dev_en", "melo_aut"])
def test_both_engines_answer_equally_well(settings, judged_set):
    settings.ELASTICSEARCH_URL = elasticsearch_url()

    on_the_server = asked(judged_set, engine="elasticsearch", most=MOST_QUESTIONS_OF_A_SERVER)

    embedded = asked(judged_set)
    same = {one.query_id for one in on_the_server.answers}
    of_the_same = replace(embedded, answers=tuple(one for one in embedded.answers if one.query_id in same))
    assert on_the_server.mean("ndcg@10") == pytest.approx(of_the_same.mean("ndcg@10"), abs=MOST_DIFFERENCE)
    assert on_the_server.zero_hits <= GATES[0].most_zero_hits


@cache
def asked(judged_set: str, *, engine: str = "embedded", has_typos: bool = False, most: int = 10_000) -> RelevanceRun:
    """Ask a set, or as many of its questions, once, whatever is tested about it."""
    judged = open_judged_set(DATA / judged_set)
    step = -(-len(judged.queries) // most)
    with temporary_engine(engine) as filled:
        fill(filled, searchable(judged))
        questions = replace(judged, queries=judged.queries[::step])
        return measure(filled, questions, lexicon=_lexicon(NO_DICTIONARY), has_typos=has_typos)


def _lexicon(dictionary: Path) -> Lexicon:
    prepare()
    return packaged_lexicon(dictionary=dictionary)


def _lines_about(judged: JudgedSet) -> bytes:
    """Return the dictionary's lines that have a translation made of words of these questions; all take a minute."""
    words = {word for query in judged.queries for word in plain_words(query.text, "en")}
    word = "(?:" + "|".join(re.escape(word[: max(4, len(word) - 3)]) for word in sorted(words)) + r")\w{0,3}"
    wanted = re.compile(rf"(?:::|[;|]) (?:to )?{word}(?:[ -]{word})*(?: [(\[{{<][^;|]*)?(?: ?[;|]|$)", re.IGNORECASE)
    lines = large_dictionary().read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if wanted.search(line, line.find("::"))).encode()
