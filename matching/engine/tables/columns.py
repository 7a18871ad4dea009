"""Turn values of records into columns, and decide what counts as unknown.

Unknown numbers are ``nan``. Coordinates that cannot be on Earth (or of which one half is missing) become unknown
instead of raising: one bad address in a feed must not take the whole index away. Concepts that the taxonomy does not
contain are left out for the same reason, numbers outside of their scale are unknown. SciPy is loaded only when a column
is built, since importing it costs more than the rest of the engine together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from math import nan
from operator import or_
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.entities import CERTIFICATES, INTERESTS
from matching.engine.errors import DuplicateIdError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
DateArray = NDArray[np.datetime64]

INTEREST_CODES: Final = tuple(sorted(INTERESTS))
"""Order of the interest columns."""

OPTIONAL_SKILL_WEIGHT: Final = 0.5
"""What an optional skill counts beside an essential one."""

UNKNOWN_CERTIFICATE: Final = 1 << len(CERTIFICATES)
"""Bit of a required certificate that is none of the known ones: nobody can be said to hold it."""

HOURS_OF_A_WEEK: Final = 168.0

NO_DATE: Final = np.datetime64("NaT", "D")

_DAYS: Final = range(7)
_CERTIFICATE_BITS: Final = {code: 1 << place for place, code in enumerate(CERTIFICATES)}
_N_LETTERS: Final = 27
_N_LANGUAGES: Final = _N_LETTERS**3


def numbers(values: Iterable[float | None]) -> FloatArray:
    """Return a float column; ``None`` and infinities become unknown."""
    column = np.array([nan if value is None else value for value in values], dtype=np.float64)
    column[~np.isfinite(column)] = nan
    return column


def levels(values: Iterable[float | None], *, highest: int) -> FloatArray:
    """Return a float column of steps from 1 to `highest`; what is no such step becomes unknown."""
    column = numbers(values)
    return np.where((column >= 1) & (column <= highest) & (column == np.floor(column)), column, nan)


def coordinates(latitudes: Iterable[float], longitudes: Iterable[float]) -> tuple[FloatArray, FloatArray]:
    """Return both columns in degrees; a point that is incomplete or not on Earth becomes unknown as a whole."""
    latitude, longitude = numbers(latitudes), numbers(longitudes)
    is_on_earth = (np.abs(latitude) <= 90) & (np.abs(longitude) <= 180)
    return np.where(is_on_earth, latitude, nan), np.where(is_on_earth, longitude, nan)


def hours(lowest: Iterable[float], highest: Iterable[float]) -> tuple[FloatArray, FloatArray]:
    """Return both ends of weekly hours; one known end stands for both, swapped ends are put in order.

    No end can be less than none or more than a week has; who says more, beside a lower end that can be, has no limit.
    """
    low, high = numbers(lowest), numbers(highest)
    low = np.where((low >= 0) & (low <= HOURS_OF_A_WEEK), low, nan)
    high = np.where((high > HOURS_OF_A_WEEK) & ~np.isnan(low), HOURS_OF_A_WEEK, high)
    high = np.where((high >= 0) & (high <= HOURS_OF_A_WEEK), high, nan)
    low, high = np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high)
    return np.minimum(low, high), np.maximum(low, high)


def weekdays(days: Sequence[frozenset[int]]) -> IntArray:
    """Return one bit per day, 1 for Monday to 64 for Sunday; 0 is unknown, numbers that are no day are left out."""
    return np.array([sum(1 << day for day in row if day in _DAYS) for row in days], dtype=np.int64)


def held_certificates(codes: Sequence[frozenset[str]]) -> IntArray:
    """Return one bit per certificate in the order of `CERTIFICATES`; what is none of them is left out."""
    return np.array([sum(_CERTIFICATE_BITS.get(code, 0) for code in row) for row in codes], dtype=np.int64)


def required_certificates(codes: Sequence[frozenset[str]]) -> IntArray:
    """Return the same for what is required; there, any other code sets :data:`UNKNOWN_CERTIFICATE`."""
    bits = ((_CERTIFICATE_BITS.get(code, UNKNOWN_CERTIFICATE) for code in row) for row in codes)
    return np.array([reduce(or_, row, 0) for row in bits], dtype=np.int64)


def sparse(rows: Sequence[Mapping[int, float]], n_columns: int) -> csr_array:
    """Return one row per mapping of column to value, float64, columns sorted."""
    from scipy.sparse import csr_array

    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    indptr = np.concatenate([[0], np.cumsum(lengths)])
    indices = np.array([column for row in rows for column in sorted(row)], dtype=np.int64)
    data = np.array([row[column] for row in rows for column in sorted(row)], dtype=np.float64)
    return csr_array((data, indices, indptr), shape=(len(rows), n_columns))


def languages(codes: Sequence[frozenset[str]]) -> csr_array:
    """Return a column per possible ISO 639 code, so that no list of languages has to be kept."""
    known = [[language_column(code) for code in row] for row in codes]
    return sparse([{column: 1.0 for column in row if column is not None} for row in known], _N_LANGUAGES)


def interests(codes: Sequence[frozenset[str]]) -> BoolArray:
    """Return shape (n, len(INTEREST_CODES)), bool; codes that are no interest are left out."""
    return np.array([[code in row for code in INTEREST_CODES] for row in codes], dtype=np.bool_).reshape(
        len(codes), len(INTEREST_CODES)
    )


def unique_ids(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids, or raise :class:`DuplicateIdError` for the first that occurs twice."""
    seen: set[str] = set()
    unique = tuple(ids)
    for identifier in unique:
        if identifier in seen:
            raise DuplicateIdError(identifier)
        seen.add(identifier)
    return unique


def language_code(column: int) -> str:
    """Return the ISO 639 code that a column of `languages` stands for."""
    numbers = (column // _N_LETTERS**2, column // _N_LETTERS % _N_LETTERS, column % _N_LETTERS)
    return "".join(chr(ord("a") + number - 1) for number in numbers if number)


def language_column(code: str) -> int | None:
    """Number a code of two or three letters; "pt-BR" counts as "pt", anything else is unknown."""
    primary = code.lower().replace("_", "-").partition("-")[0]
    if len(primary) not in (2, 3) or not (primary.isascii() and primary.isalpha()):
        return None
    first, second, third = (ord(letter) - ord("a") + 1 if letter != " " else 0 for letter in primary.ljust(3))
    return (first * _N_LETTERS + second) * _N_LETTERS + third
