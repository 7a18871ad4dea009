"""What describes a cohort: checked, turned into whole numbers that add up exactly, and given a fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.assignment.market import BLOCKED, FULL_SCORE
from matching.engine.errors import CapacityError, DuplicateIdError, ScoreRangeError, ShapeMismatchError
from matching.engine.tables import FloatArray, IntArray

_FORMAT: Final = "cohort-1"
"""Changes whenever the bytes below change, so that old fingerprints are never mistaken for new ones."""


def in_order_of_ids(ids: tuple[str, ...]) -> IntArray:
    """Return the positions of the ids in their own order.

    Raises
    ------
    DuplicateIdError
        For the first id that occurs twice.
    """
    order = sorted(range(len(ids)), key=ids.__getitem__)
    for first, second in pairwise(order):
        if ids[first] == ids[second]:
            raise DuplicateIdError(ids[first])
    return np.array(order, dtype=np.int64)


def shares(matrix: FloatArray, shape: tuple[int, int]) -> FloatArray:
    """Return the matrix as float64, each value in [0, 1] or ``nan``.

    Raises
    ------
    ShapeMismatchError, ScoreRangeError
        If it has another shape, or a known value lies outside.
    """
    numbers = np.asarray(matrix, dtype=np.float64)
    if numbers.shape != shape and not (numbers.size == 0 and 0 in shape):
        raise ShapeMismatchError(f"A cohort of {shape[0]} × {shape[1]} has no matrix of shape {numbers.shape}.")
    # nan compares as False: only what is known and outside is refused.
    if numbers.size and (np.fmin.reduce(numbers, axis=None) < 0 or np.fmax.reduce(numbers, axis=None) > 1):
        raise ScoreRangeError("Scores and wishes lie between 0 and 1.")
    return numbers.reshape(shape)


def persons(capacities: IntArray, n_mentors: int) -> IntArray:
    """Return one capacity per mentor, in persons.

    Raises
    ------
    ShapeMismatchError, CapacityError
        If there is not one each, or one is negative or no whole number.
    """
    given = np.asarray(capacities)
    if given.shape != (n_mentors,):
        raise ShapeMismatchError(f"{n_mentors} mentors need one capacity each, not an array of shape {given.shape}.")
    if given.size and not (np.issubdtype(given.dtype, np.integer) and given.min() >= 0):
        raise CapacityError("A capacity is a whole number of persons, at least 0.")
    return given.astype(np.int64)


def billionths(values: FloatArray) -> IntArray:
    """Return shares as whole billionths, ``nan`` as :data:`BLOCKED`."""
    # In place where possible: such a matrix has 240 MB for 10,000 mentees and 3,000 mentors.
    scaled = values * FULL_SCORE
    np.rint(scaled, out=scaled)
    np.copyto(scaled, BLOCKED, where=np.isnan(scaled))
    return scaled.astype(np.int64)


def fingerprint(
    *,
    names: Sequence[Sequence[str]],
    pairs: Sequence[Sequence[tuple[str, str]]],
    arrays: Sequence[NDArray[Any] | None],
) -> str:
    """Return SHA-256 over canonical bytes: a line of JSON, then each array as little-endian 64-bit integers.

    The line carries the shapes, so that no two different inputs share their bytes.
    """
    shapes = [None if array is None else array.shape for array in arrays]
    head = json.dumps([_FORMAT, names, pairs, shapes], ensure_ascii=True, separators=(",", ":"))
    digest = hashlib.sha256(head.encode("ascii") + b"\n")
    for array in arrays:
        if array is not None:
            digest.update(np.ascontiguousarray(array, dtype="<i8").data)
    return digest.hexdigest()
