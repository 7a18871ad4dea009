"""How honest a confidence is: the distance between what was claimed and how often it was right."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.errors import ShapeMismatchError


def calibration_error(confidences: ArrayLike, is_right: ArrayLike, *, n_bins: int = 10) -> float:
    """Return the expected calibration error in [0, 1], over bins of equal width; ``nan`` without any answer.

    Parameters
    ----------
    confidences : array_like of shape (n_answers,)
        Claimed probability in [0, 1] that an answer is right.
    is_right : array_like of shape (n_answers,), bool
    n_bins : int
        Bins of equal width; each counts by how many answers fall into it.

    Raises
    ------
    ShapeMismatchError
        If there is not one verdict per confidence.

    References
    ----------
    Naeini, M. P., Cooper, G. F. and Hauskrecht, M. (2015). Obtaining well calibrated probabilities using Bayesian
    binning. AAAI, 2901-2907.
    """
    claimed, right = np.asarray(confidences, dtype=np.float64), np.asarray(is_right, dtype=np.float64)
    if claimed.shape != right.shape:
        raise ShapeMismatchError(f"{claimed.shape} confidences do not belong to {right.shape} verdicts.")
    if not len(claimed):
        return float("nan")
    bins = np.minimum((claimed * n_bins).astype(np.int64), n_bins - 1)
    counts = np.bincount(bins, minlength=n_bins)
    gaps = np.abs(np.bincount(bins, claimed, n_bins) - np.bincount(bins, right, n_bins))
    return float(gaps.sum() / counts.sum())
