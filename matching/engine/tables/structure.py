"""The shape of the tables: which columns there are, and how rows are taken out and put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.entities import OFFER_KINDS
from matching.engine.errors import ShapeMismatchError
from matching.engine.tables.columns import BoolArray, DateArray, FloatArray, IntArray, unique_ids

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MENTORING_KIND: Final = len(OFFER_KINDS)
"""Code in :attr:`OfferTable.kinds` of a row that is a mentor."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Which profile is looked at with which offer: two arrays of rows, one entry per pair."""

    profile: IntArray
    offer: IntArray

    def __post_init__(self) -> None:
        if self.profile.shape != self.offer.shape or self.profile.ndim != 1:
            raise ShapeMismatchError("Pairs need one profile row and one offer row each.")

    def __len__(self) -> int:
        return len(self.profile)

    def take(self, chosen: IntArray | BoolArray) -> Pairs:
        """Return some of the pairs, by position or mask."""
        return Pairs(self.profile[chosen], self.offer[chosen])

    @classmethod
    def all_of(cls, n_profiles: int, n_offers: int) -> Pairs:
        """Every profile with every offer, profile by profile."""
        return cls(np.repeat(np.arange(n_profiles), n_offers), np.tile(np.arange(n_offers), n_profiles))


@dataclass(frozen=True, eq=False)
class Places:
    """Where offers are, and how much of their work can be done anywhere.

    `codes` say which entry of the columns belongs to each offer; ``None``: each has its own, in their order.
    """

    latitude: FloatArray
    longitude: FloatArray
    remote_share: FloatArray
    codes: NDArray[np.uint32] | None = None

    def of_offers(self, judged: BoolArray) -> BoolArray:
        """Return for each offer what was found out about its place."""
        return judged if self.codes is None else judged[self.codes]


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """What both sides have in common.

    Hours are per week, `weekdays` and `certificates` hold one bit per day or certificate (0: nothing known),
    `every_weeks` is 1 for each week, `german_level` 1 to 6, `qualification_level` 1 to 8; all numbers are float64 with
    ``nan`` for unknown.
    """

    ids: tuple[str, ...]
    occupations: csr_array
    skills: csr_array
    interests: BoolArray
    languages: csr_array
    latitude: FloatArray
    longitude: FloatArray
    hours_min: FloatArray
    hours_max: FloatArray
    weekdays: IntArray
    every_weeks: FloatArray
    german_level: FloatArray
    qualification_level: FloatArray
    certificates: IntArray

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def id_column(self) -> NDArray[np.str_]:
        """The ids as an array, for sorting."""
        return np.array(self.ids, dtype=np.str_)

    def take(self, rows: IntArray) -> Self:
        """Return a table of these rows, in this order."""
        return replace(self, **{field.name: taken(getattr(self, field.name), rows) for field in fields(self)})

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row of each id."""
        return {identifier: row for row, identifier in enumerate(self.ids)}


@dataclass(frozen=True, eq=False, kw_only=True)
class ProfileTable(Table):
    """Columns of the people who look for something; rows are in the order of `ids`.

    `radius_km` and `limit_km` in kilometers and `age_years` in years are float64 with ``nan`` for unknown or none;
    `declined` holds the ids each person has said no to, `title_grams` terms and values of each title they look for
    (rows of ``title_grams(taxonomy)``), `asked_on` the day of the question (``NaT``: not told).
    """

    title_grams: tuple[tuple[tuple[IntArray, FloatArray], ...], ...]
    radius_km: FloatArray
    limit_km: FloatArray
    asked_on: DateArray
    age_years: FloatArray
    has_guardian_consent: BoolArray
    declined: tuple[frozenset[str], ...]

    def asked(self, day: date) -> ProfileTable:
        """Return the table of the same people who ask on this day."""
        if (self.asked_on == np.datetime64(day, "D")).all():
            return self
        return replace(self, asked_on=np.full(len(self), np.datetime64(day, "D")))


@dataclass(frozen=True, eq=False, kw_only=True)
class OfferTable(Table):
    """Columns of offers and mentors; what mentors do not have is unknown in their rows.

    `skills` holds 1 for essential and :data:`OPTIONAL_SKILL_WEIGHT` for optional skills, `title_grams` the n-grams of
    the title; `weekdays`, `every_weeks`, `qualification_level` and `certificates` are what is asked for;
    `remote_share` is in [0, 1]; `published_on`, `expires_on` and `screened_until` are days (``NaT``: none);
    `capacity_left` counts persons and is -1 for offers.
    """

    title_grams: csr_array

    providers: tuple[str, ...]
    kinds: NDArray[np.int8]
    isco: tuple[tuple[str, ...], ...]
    remote_share: FloatArray
    minimum_age: FloatArray
    published_on: DateArray
    expires_on: DateArray
    screened_until: DateArray
    capacity_left: IntArray
    is_paused: BoolArray

    @cached_property
    def is_mentor(self) -> BoolArray:
        """Which rows are mentors."""
        return np.asarray(self.kinds == MENTORING_KIND)

    @property
    def places(self) -> Places:
        """Where the rows are."""
        return Places(self.latitude, self.longitude, self.remote_share)

    def without(self, ids: Iterable[str]) -> OfferTable:
        """Return the table without these rows; ids it does not hold are ignored."""
        gone = [self.row_of[identifier] for identifier in set(ids) if identifier in self.row_of]
        if not gone:
            return self
        return self.take(np.delete(np.arange(len(self)), gone))

    def joined_with(self, other: OfferTable) -> OfferTable:
        """Return this table followed by another one.

        Raises
        ------
        DuplicateIdError
            If both hold the same id.
        """
        unique_ids((*self.ids, *other.ids))
        columns = ((field.name, getattr(self, field.name), getattr(other, field.name)) for field in fields(self))
        return replace(self, **{name: _join(first, second) for name, first, second in columns})


def taken(column: Any, rows: IntArray) -> Any:
    """Return some rows of a column, in this order."""
    if isinstance(column, tuple):
        return tuple(column[row] for row in rows.tolist())
    return column[rows] if isinstance(column, np.ndarray) else _take_sparse(column, rows)


def _take_sparse(column: csr_array, rows: IntArray) -> csr_array:
    """Return some rows in half the time that SciPy takes to find out what kind of index it is given."""
    from scipy.sparse import csr_array

    starts, lengths = column.indptr[rows], np.diff(column.indptr)[rows]
    bounds = np.concatenate([[0], np.cumsum(lengths)])
    places = np.arange(bounds[-1]) + np.repeat(starts - bounds[:-1], lengths)
    return csr_array((column.data[places], column.indices[places], bounds), shape=(len(rows), column.shape[1]))


def _join(first: Any, second: Any) -> Any:
    if isinstance(first, tuple):
        return first + second
    if isinstance(first, np.ndarray):
        return np.concatenate([first, second])
    from scipy.sparse import vstack

    return vstack([first, second], format="csr")
