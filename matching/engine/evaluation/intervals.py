"""How sure a measured mean is: percentile bootstrap over queries, seeded, so that a report can be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.errors import ShapeMismatchError

SAMPLES: Final = 5_000
SEED: Final = 20_260_101
_AT_ONCE: Final = 500  # samples drawn together, so that memory stays small


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean with the bounds between which it lies in the given share of bootstrap samples."""

    mean: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether a difference is more than chance."""
        return self.low > 0 or self.high < 0


def bootstrap_mean(values: ArrayLike, *, level: float = 0.95, samples: int = SAMPLES, seed: int = SEED) -> Interval:
    """Return the mean of one figure per query with its percentile interval; ``nan`` values are left out.

    References
    ----------
    Sakai, T. (2006). Evaluating evaluation metrics based on the bootstrap. SIGIR, 525-532.
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    if not len(known):
        return Interval(mean=float("nan"), low=float("nan"), high=float("nan"))
    means = _resampled_means(known, samples, seed)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(mean=float(known.mean()), low=float(low), high=float(high))


def compare_paired(
    better: ArrayLike, other: ArrayLike, *, level: float = 0.95, samples: int = SAMPLES, seed: int = SEED
) -> Interval:
    """Return the mean of `better` − `other` over the same queries, with its percentile interval.

    Raises
    ------
    ShapeMismatchError
        If the two do not have one value per query.
    """
    first, second = np.asarray(better, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if first.shape != second.shape:
        raise ShapeMismatchError(f"{first.shape} values cannot be compared with {second.shape} in pairs.")
    return bootstrap_mean(first - second, level=level, samples=samples, seed=seed)


def folds_of(n_queries: int, n_folds: int, *, seed: int = SEED) -> NDArray[np.int64]:
    """Return the fold of each query, folds of nearly equal size, drawn once for a seed."""
    return np.random.default_rng(seed).permutation(n_queries) % n_folds


def _resampled_means(values: NDArray[np.float64], samples: int, seed: int) -> NDArray[np.float64]:
    chance = np.random.default_rng(seed)
    sizes: Sequence[int] = [min(_AT_ONCE, samples - start) for start in range(0, samples, _AT_ONCE)]
    return np.concatenate(
        [values[chance.integers(len(values), size=(size, len(values)))].mean(axis=1) for size in sizes]
    )
