"""The learned order of candidates, at run time plain NumPy: a weighted sum, trees, a table of confidence.

The weights are a file that `manage.py train_titles` writes; they weigh what speaks for the meaning of a *text*, never
people against offers. Without the file, names are ordered by likeness alone and confidence is that likeness.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.errors import TaxonomyDataError
from matching.engine.taxonomy.title_evidence import FEATURES, Evidence

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

FORMAT: Final = 1
UNTRAINED_CONFIDENCE: Final = ((0.0, 0.3, 0.5, 0.7, 0.85, 0.95, 1.0), (0.0, 0.0, 0.08, 0.2, 0.4, 0.5, 0.8))
"""Likeness of the best name, and about how often such an answer was right on judged Austrian titles."""

_MERIT: Final = FEATURES.index("merit")
SAME_WORDS: Final = FEATURES.index("same words")
_COSINE: Final = FEATURES.index("cosine")


@dataclass(frozen=True, slots=True)
class Trees:
    """Symmetric trees: each asks the same questions of every row, and has a value for each combination of answers.

    Attributes
    ----------
    figures, thresholds : ndarray of shape (n_trees, n_questions), int64 and float64
        "Is this figure above this threshold?", the first question being the highest bit of the combination.
    values : ndarray of shape (n_trees, 2 ** n_questions), float64
    """

    figures: IntArray
    thresholds: FloatArray
    values: FloatArray

    def predict(self, figures: FloatArray) -> FloatArray:
        """Return the sum of all trees for each row of figures."""
        n_trees, n_questions = self.figures.shape
        bits = 2 ** np.arange(n_questions)[::-1]
        cells = (figures[:, self.figures] > self.thresholds) @ bits
        return np.asarray(self.values[np.arange(n_trees), cells].sum(axis=1))


@dataclass(frozen=True, slots=True)
class Confidence:
    """How often answers were right: `measured` by their share of the candidates' probability, `claimed`, rising."""

    claimed: FloatArray
    measured: FloatArray

    def of(self, share: FloatArray) -> FloatArray:
        """Return the measured confidence for each share, in a straight line between two steps."""
        return np.interp(share, self.claimed, self.measured)


@dataclass(frozen=True, slots=True)
class TitleModel:
    """How evidence becomes an order and a confidence.

    Attributes
    ----------
    means, scales, weights : ndarray of shape (n_features,), float64
        A figure counts with ``weight × (figure - mean) / scale``.
    trees : Trees or None
        Added to the weighted sum.
    named, alike : Confidence
        For answers that are called exactly like the title, and for those that are only alike.
    trained_on : tuple of str
        Digests of the judged sets the weights have seen: figures on those say nothing.
    """

    means: FloatArray
    scales: FloatArray
    weights: FloatArray
    trees: Trees | None
    named: Confidence
    alike: Confidence
    trained_on: tuple[str, ...] = ()

    def scores(self, figures: FloatArray) -> FloatArray:
        """Return what orders the candidates of one title, higher is better."""
        total = ((figures - self.means) / self.scales) @ self.weights
        return np.asarray(total if self.trees is None else total + self.trees.predict(figures))

    def confidence(self, scores: FloatArray, is_named: NDArray[np.bool_]) -> FloatArray:
        """Return how often a candidate with such a lead over the others was right, in [0, 1]."""
        share = shares(scores)
        return np.where(is_named, self.named.of(share), self.alike.of(share))


def shares(scores: FloatArray) -> FloatArray:
    """Return the softmax of the scores of one title's candidates."""
    weights = np.exp(scores - scores.max())
    return np.asarray(weights / weights.sum())


def judge(model: TitleModel | None, evidence: Evidence) -> tuple[FloatArray, FloatArray]:
    """Return score and confidence of each candidate; without a model both come from the likeness of the names."""
    if model is None:
        return evidence.figures[:, _MERIT], np.interp(evidence.figures[:, _COSINE], *UNTRAINED_CONFIDENCE)
    scores = model.scores(evidence.figures)
    return scores, model.confidence(scores, evidence.figures[:, SAME_WORDS] > 0)


def read_model(path: Path) -> TitleModel | None:
    """Return the model of a weights file; nothing if there is no such file.

    Raises
    ------
    TaxonomyDataError
        If the file is of another format or was made for other evidence.
    """
    if not path.exists():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT or tuple(content["features"]) != FEATURES:
            raise TaxonomyDataError(f"{path.name} was made for other evidence; run manage.py train_titles.")
        return model_of(content)
    except (KeyError, TypeError, ValueError) as error:
        raise TaxonomyDataError(f"{path.name} cannot be read: {error!r}") from None


def model_of(content: dict[str, Any]) -> TitleModel:
    """Return the model of a weights file's content."""
    return TitleModel(
        means=_floats(content["means"]),
        scales=_floats(content["scales"]),
        weights=_floats(content["weights"]),
        trees=_trees(content["trees"]) if content["trees"]["values"] else None,
        named=_confidence(content["confidence"]["named"]),
        alike=_confidence(content["confidence"]["alike"]),
        trained_on=tuple(content["trained_on"]),
    )


def _confidence(content: dict[str, Any]) -> Confidence:
    return Confidence(_floats(content["claimed"]), _floats(content["measured"]))


def _trees(content: dict[str, Any]) -> Trees:
    figures = np.array(content["figures"], dtype=np.int64)
    return Trees(figures, _floats(content["thresholds"]), _floats(content["values"]))


def _floats(values: list[Any]) -> FloatArray:
    return np.array(values, dtype=np.float64)
