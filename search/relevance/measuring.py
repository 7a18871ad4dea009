"""Fill an engine with a judged set and ask it every question."""

import random
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import islice

from matching.engine.evaluation import JudgedSet, ndcg_at, recall_at, reciprocal_rank
from search.documents import SearchDocument
from search.engines import EngineQuery, SearchEngine
from search.lexicon import Lexicon
from search.relevance.judged import LANGUAGE, SOURCE
from search.relevance.runs import DEPTH, Answered, RelevanceRun
from search.relevance.typos import with_typo

Tell = Callable[[str], object]
TYPO_SEED = 7

_BATCH_SIZE = 1_000
_QUESTIONS_BETWEEN_NEWS = 250


def fill(engine: SearchEngine, documents: Iterable[SearchDocument], tell: Tell = lambda _line: None) -> None:
    """Let an engine hold exactly these documents, with everything that it learns from them."""
    waiting, n_staged = iter(documents), 0
    with engine.rebuilding() as builder:
        while batch := list(islice(waiting, _BATCH_SIZE)):
            builder.stage(batch)
            n_staged += len(batch)
            tell(f"{n_staged} documents read")
        builder.learn((0, 0))
        builder.activate()
    tell(f"{n_staged} documents indexed")


def measure(
    engine: SearchEngine,
    judged: JudgedSet,
    *,
    lexicon: Lexicon | None = None,
    has_typos: bool = False,
    typo_seed: int = TYPO_SEED,
    tell: Tell = lambda _line: None,
) -> RelevanceRun:
    """Ask an engine that holds a set all its questions, as a visitor's browser would, and judge the answers.

    The first question is asked once more before, unmeasured: a portal has been asked before, too.
    """
    questions = [
        EngineQuery(
            # Each question has its own chance, so that the same questions of a smaller set get the same typos.
            text=with_typo(one.text, random.Random(f"{typo_seed} {one.id}")) if has_typos else one.text,  # noqa: S311
            language=one.language or LANGUAGE,
            sources=(SOURCE,),
            moment=datetime.now(UTC),
            lexicon=lexicon,
        )
        for one in judged.queries
    ]
    engine.search(questions[0])
    answers = []
    for n_asked, (query, question) in enumerate(zip(judged.queries, questions, strict=True), start=1):
        started = time.perf_counter()
        found = engine.search(question)
        elapsed_ms = (time.perf_counter() - started) * 1_000
        ranked, grades = [hit.object_id for hit in found.hits], judged.grades[query.id]
        answers.append(
            Answered(
                query_id=query.id,
                asked=question.text,
                ndcg=ndcg_at(ranked, grades, DEPTH),
                reciprocal_rank=reciprocal_rank(ranked, grades),
                recall=recall_at(ranked, grades, DEPTH),
                n_hits=len(ranked),
                milliseconds=elapsed_ms,
            )
        )
        if n_asked % _QUESTIONS_BETWEEN_NEWS == 0:
            tell(f"{n_asked} of {len(questions)} questions asked")
    return RelevanceRun(engine=engine.name, digest=judged.digest, has_typos=has_typos, answers=tuple(answers))
