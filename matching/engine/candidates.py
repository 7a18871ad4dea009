"""Candidate generation over an index that takes changes while others read.

So far every eligible offer is a candidate, which is exact (recall 1) and fast enough for a district's offers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

import numpy as np

from matching.engine.entities import Mentor, Offer
from matching.engine.tables import BoolArray, OfferTable, Pairs, encode_mentors, encode_offers
from matching.engine.taxonomy import Taxonomy


class OfferIndex:
    """The offers and mentors that can be ranked now; follows changes by `add`, `update` and `remove`.

    Readers take a :meth:`snapshot` and keep it as long as they like: a change builds a new table and swaps it in, so
    nobody ever sees half of it. Writers wait for each other.

    Parameters
    ----------
    taxonomy : Taxonomy
        Whose rows the table's columns are.
    offers : iterable of Offer or Mentor
        What the index holds at first.
    """

    def __init__(self, taxonomy: Taxonomy, offers: Iterable[Offer | Mentor] = ()) -> None:
        self._taxonomy = taxonomy
        self._writing = threading.Lock()
        self._table = self._encode(offers)

    def __len__(self) -> int:
        return len(self._table)

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._table.row_of

    def snapshot(self) -> OfferTable:
        """Return the table as it is now; later changes do not touch it."""
        return self._table

    def add(self, offers: Iterable[Offer | Mentor]) -> None:
        """Add offers or mentors that the index does not hold yet.

        Raises
        ------
        DuplicateIdError
            If one of them is already there; then nothing is added.
        """
        added = self._encode(offers)
        with self._writing:
            self._table = self._table.joined_with(added)

    def update(self, offers: Iterable[Offer | Mentor]) -> None:
        """Put offers or mentors into the index, whether it holds them or not; safe to repeat."""
        updated = self._encode(offers)
        with self._writing:
            self._table = self._table.without(updated.ids).joined_with(updated)

    def remove(self, ids: Iterable[str]) -> None:
        """Take offers or mentors out; ids that are not there are ignored, so it is safe to repeat."""
        gone = list(ids)
        with self._writing:
            self._table = self._table.without(gone)

    def replace(self, offers: Iterable[Offer | Mentor]) -> None:
        """Start over with these offers, as a follower that fell behind does."""
        table = self._encode(offers)
        with self._writing:
            self._table = table

    def _encode(self, records: Iterable[Offer | Mentor]) -> OfferTable:
        records = list(records)
        offers = encode_offers([record for record in records if isinstance(record, Offer)], self._taxonomy)
        mentors = [record for record in records if isinstance(record, Mentor)]
        return offers.joined_with(encode_mentors(mentors, self._taxonomy)) if mentors else offers


def candidates(pairs: Pairs, mask: BoolArray) -> Pairs:
    """Return the eligible pairs that are worth scoring: for now all of them.

    Parameters
    ----------
    pairs : Pairs
        Every pair that was asked about.
    mask : ndarray of shape (n_pairs,), bool
        Which of them are eligible.
    """
    return pairs.take(np.flatnonzero(mask))
