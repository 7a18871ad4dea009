"""The candidates of many titles as one table: what weights are learned from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Examples:
    """Candidates of many titles, one below the other.

    Attributes
    ----------
    figures : ndarray of shape (n_rows, n_features), float64
    starts : ndarray of shape (n_titles + 1,), int64
        Where the candidates of each title begin.
    is_right : ndarray of shape (n_rows,), bool
    weights : ndarray of shape (n_titles,), float64
        How much each title counts.
    """

    figures: FloatArray
    starts: IntArray
    is_right: NDArray[np.bool_]
    weights: FloatArray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, titles: IntArray) -> Examples:
        """Return the examples of some titles."""
        sizes = np.diff(self.starts)[titles]
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        rows = np.arange(total) - np.repeat(ends - sizes - self.starts[titles], sizes)
        starts = np.concatenate([[0], ends])
        return Examples(self.figures[rows], starts, self.is_right[rows], self.weights[titles])

    def joined_with(self, other: Examples) -> Examples:
        """Return both, one below the other."""
        return Examples(
            np.concatenate([self.figures, other.figures]),
            np.concatenate([self.starts, other.starts[1:] + self.starts[-1]]),
            np.concatenate([self.is_right, other.is_right]),
            np.concatenate([self.weights, other.weights]),
        )


def titles_of(examples: Examples) -> IntArray:
    """Return the title of each row, shape (n_rows,)."""
    return np.repeat(np.arange(len(examples)), np.diff(examples.starts))


def target_of(examples: Examples, titles: IntArray) -> FloatArray:
    """Return what each candidate should have of its title's probability: equal parts for several right ones."""
    right = examples.is_right.astype(np.float64)
    return right / np.maximum(np.add.reduceat(right, examples.starts[:-1]), 1)[titles]
