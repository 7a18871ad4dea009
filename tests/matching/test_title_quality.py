"""The gate: judged job titles may not find their occupations worse than measured."""

from pathlib import Path

from matching.engine import load_taxonomy
from matching.engine.evaluation import read_judged_set
from matching.engine.evaluation.titles import concepts_of, evaluate
from matching.engine.taxonomy.title_ranker import TitleRanker

AUSTRIA = Path(__file__).resolve().parents[1] / "data" / "melo_aut"
EVERY_EIGHTH = 8
MEASURED = 0.555
ALLOWED_LOSS = 0.01


def test_judged_titles_find_their_occupation_without_anything_learned_as_well_as_measured():
    judged = read_judged_set(AUSTRIA)
    packaged = load_taxonomy()
    concepts = concepts_of(judged.documents, packaged)
    ranker = TitleRanker(concepts, work_words=packaged.work_words, listed=packaged.listed_titles)

    def answers(title):
        ranked = ranker.rank(title)
        return ranked.rows, float(ranked.confidence[0])

    found = evaluate(judged, answers, queries=range(0, len(judged.queries), EVERY_EIGHTH))

    assert found.figures["mrr"].mean() >= MEASURED - ALLOWED_LOSS
