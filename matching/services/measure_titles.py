"""Measure how well titles find their occupations, and learn the weights that order what a title may mean."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from matching.engine import Taxonomy, load_taxonomy
from matching.engine.evaluation import JudgedSet, compare_paired, read_judged_set
from matching.engine.evaluation.baselines import baselines
from matching.engine.evaluation.examples import Examples
from matching.engine.evaluation.titles import Answers, TitleFigures, concepts_of, evaluate
from matching.engine.evaluation.training import (
    cross_validated,
    judged_examples,
    learn,
    own_name_examples,
)
from matching.engine.taxonomy.title_ranker import TitleRanker, title_key
from matching.services.import_titles import current_taxonomy

UNTRAINED = "likeness of names"
LEARNED = "learned"
Tell = Callable[[str], Any]


def measure_titles(*, folder: Path, n_folds: int, with_baselines: bool, tell: Tell) -> dict[str, Any]:
    """Return figures of every way of ranking, their intervals and paired differences.

    The figures at the top are those of the shipped weights. On a set that these weights were learned from they would
    flatter, so there it is the untrained order, or with folds the weights that have not seen the title they judge.
    """
    judged = read_judged_set(folder)
    taxonomy = load_taxonomy()
    ranker = _ranker(judged, taxonomy)
    systems = {UNTRAINED: evaluate(judged, _answers(ranker))}
    shown, notes = UNTRAINED, _notes(judged)
    imported = current_taxonomy().imported_titles
    if taxonomy.title_model and judged.digest in taxonomy.title_model.trained_on:
        notes.append(
            "The shipped weights were learned from this set and are not measured on it; --folds 5 learns anew."
        )
    elif taxonomy.title_model:
        ranker.model = taxonomy.title_model
        systems[LEARNED] = evaluate(judged, _answers(ranker))
        shown = LEARNED
    if imported and ranker.model:
        ranker.evidence.use_listed((*taxonomy.listed_titles, *imported))
        shown = f"{LEARNED}, {len(imported)} imported"
        systems[shown] = evaluate(judged, _answers(ranker))
        ranker.evidence.use_listed(taxonomy.listed_titles)
    if n_folds:
        tell(f"learning {n_folds} times")
        shown = f"{LEARNED}, {n_folds} folds"
        systems[shown] = _cross_validated(judged, ranker, n_folds)
    if with_baselines:
        for name, build in baselines(judged.documents).items():
            tell(name)
            systems[name] = evaluate(judged, build())
    return {
        **systems[shown].summary(),
        "system": shown,
        "systems": {name: _with_interval(figures) for name, figures in systems.items()},
        "differences": {
            f"{shown} − {name}": _difference(systems[shown], figures)
            for name, figures in systems.items()
            if name != shown
        },
        "notes": notes,
    }


def train_titles(*, folder: Path, target: Path, tell: Tell) -> None:
    """Learn the weights from a judged set and the names of its occupations, and write them to a file."""
    judged = read_judged_set(folder)
    taxonomy = load_taxonomy()
    ranker = _ranker(judged, taxonomy)
    tell("collecting evidence")
    examples = _examples(judged, ranker)
    tell("learning")
    content = learn(examples, own_name_examples(ranker.evidence), trained_on=[judged.digest])
    # One line per entry keeps differences between two versions readable.
    lines = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in content.items()]
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _ranker(judged: JudgedSet, taxonomy: Taxonomy) -> TitleRanker:
    """Return an untrained ranker of a set's documents; an operator's list is measured apart."""
    concepts = concepts_of(judged.documents, taxonomy)
    return TitleRanker(concepts, work_words=taxonomy.work_words, listed=taxonomy.listed_titles)


def _cross_validated(judged: JudgedSet, ranker: TitleRanker, n_folds: int) -> TitleFigures:
    examples, own_names = _examples(judged, ranker), own_name_examples(ranker.evidence)
    parts = []
    for model, positions in cross_validated(examples, own_names, n_folds=n_folds):
        ranker.model = model
        parts.append((positions, evaluate(judged, _answers(ranker), queries=positions.tolist())))
    return TitleFigures.joined(parts)


def _examples(judged: JudgedSet, ranker: TitleRanker) -> Examples:
    rows = {document.id: row for row, document in enumerate(judged.documents)}
    return judged_examples(
        ranker.evidence,
        (
            (
                title_key(query.text),
                [rows[one] for one, grade in judged.grades[query.id].items() if grade > 0 and one in rows],
            )
            for query in judged.queries
        ),
    )


def _answers(ranker: TitleRanker) -> Answers:
    def answer(title: str) -> tuple[Any, float]:
        ranked = ranker.rank(title)
        return ranked.rows, float(ranked.confidence[0])

    return answer


def _with_interval(figures: TitleFigures) -> dict[str, Any]:
    interval = figures.interval("mrr")
    return figures.summary() | {"mrr_interval": [round(interval.low, 4), round(interval.high, 4)]}


def _difference(better: TitleFigures, other: TitleFigures) -> list[float]:
    found = compare_paired(better.figures["mrr"], other.figures["mrr"])
    return [round(float(value), 4) for value in np.array([found.mean, found.low, found.high])]


def _notes(judged: JudgedSet) -> list[str]:
    return [f"{judged.n_unjudged} titles without an answer are left out."] if judged.n_unjudged else []
