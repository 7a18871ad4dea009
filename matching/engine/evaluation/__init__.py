"""Measure how good an order is: figures on judged sets, with intervals, beside baselines.

* :mod:`.metrics` – recall@k, nDCG@k, reciprocal rank, average precision, of one ranked list,
* :mod:`.intervals` – bootstrap intervals of a mean and of a paired difference,
* :mod:`.calibration` – how far a confidence is from how often it was right,
* :mod:`.judged_sets` – reads folders of documents, queries and judgements,
* :mod:`.baselines` – what anybody could do: chance, equal titles, RapidFuzz, TF-IDF,
* :mod:`.titles` – ranks the occupations of a judged set for each job title,
* :mod:`.examples`, :mod:`.boosting`, :mod:`.training` – learn how the evidence for a title is weighed.

scikit-learn is imported only inside the functions that need it.
"""

from matching.engine.evaluation.calibration import calibration_error
from matching.engine.evaluation.intervals import Interval, bootstrap_mean, compare_paired
from matching.engine.evaluation.judged_sets import JudgedDocument, JudgedSet, read_judged_set
from matching.engine.evaluation.metrics import average_precision, ndcg_at, recall_at, reciprocal_rank

__all__ = [
    "Interval",
    "JudgedDocument",
    "JudgedSet",
    "average_precision",
    "bootstrap_mean",
    "calibration_error",
    "compare_paired",
    "ndcg_at",
    "read_judged_set",
    "recall_at",
    "reciprocal_rank",
]
