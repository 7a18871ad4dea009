"""The index takes changes while others read."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest

from matching.engine import DuplicateIdError, Matcher, OfferIndex, load_weights


def test_it_follows_additions_changes_and_removals(taxonomy, offer, mentor):
    index = OfferIndex(taxonomy, [offer])

    index.add([mentor])
    index.update([replace(offer, hours_max=35.0), replace(offer, id="practice")])
    index.remove(["bea", "never there"])

    table = index.snapshot()
    assert sorted(table.ids) == ["clinic", "practice"]
    assert table.hours_max[table.row_of["clinic"]] == 35.0
    assert len(index) == 2
    assert "bea" not in index


def test_applying_a_change_twice_leaves_the_same_index(taxonomy, offer):
    index = OfferIndex(taxonomy, [offer])

    for _ in range(2):
        index.update([replace(offer, id="practice")])
        index.remove(["clinic"])

    assert index.snapshot().ids == ("practice",)


def test_an_addition_that_is_already_there_changes_nothing(taxonomy, offer):
    index = OfferIndex(taxonomy, [offer])

    with pytest.raises(DuplicateIdError):
        index.add([replace(offer, id="practice"), offer])

    assert index.snapshot().ids == ("clinic",)


def test_a_snapshot_is_not_touched_by_later_changes(taxonomy, offer):
    index = OfferIndex(taxonomy, [offer])
    before = index.snapshot()

    index.replace([replace(offer, id="practice")])

    assert before.ids == ("clinic",)
    assert index.snapshot().ids == ("practice",)


def test_changes_from_many_threads_are_all_kept(taxonomy, offer):
    index = OfferIndex(taxonomy)
    n_threads, n_each = 4, 25

    def write(thread):
        for number in range(n_each):
            index.add([replace(offer, id=f"{thread}-{number}")])
            table = index.snapshot()
            assert table.occupations.shape[0] == len(table.ids) == len(table.hours_min)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(n_threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(index.snapshot().ids)) == n_threads * n_each


def test_an_index_that_followed_changes_equals_one_built_at_once(taxonomy, offer, mentor):
    records = [replace(offer, id="a", skills_essential=frozenset({"s-metal"})), replace(offer, id="b"), mentor]
    followed = OfferIndex(taxonomy, [replace(offer, id="x"), replace(mentor, capacity_left=9)])

    followed.update(records)
    followed.remove(["x"])

    one, other = OfferIndex(taxonomy, records).snapshot(), followed.snapshot()
    rows = np.array([other.row_of[identifier] for identifier in one.ids])
    assert np.array_equal(one.skills.toarray(), other.skills.toarray()[rows])
    assert np.array_equal(one.hours_min, other.hours_min[rows], equal_nan=True)
    assert np.array_equal(one.capacity_left, other.capacity_left[rows])
    assert np.array_equal(one.expires_on, other.expires_on[rows], equal_nan=True)


def test_an_index_whose_last_offers_went_before_the_first_question_answers(taxonomy, today, profile, offer):
    index = OfferIndex(taxonomy, [replace(offer, id=name) for name in ("a", "b", "c")])
    index.remove(["c"])

    answer = Matcher(taxonomy, index, load_weights()["alumni_offers"]).recommend(profile, today=today)

    assert [ranked.offer_id for ranked in answer.ranked] == ["a", "b"]


def test_an_emptied_index_answers_with_nothing_and_can_be_filled_again(taxonomy, today, profile, offer):
    index = OfferIndex(taxonomy, [offer])
    matcher = Matcher(taxonomy, index, load_weights()["alumni_offers"])

    index.remove(["clinic"])
    empty = matcher.recommend(profile, today=today)
    index.add([replace(offer, id="practice")])

    assert (empty.ranked, empty.considered, empty.excluded) == ((), 0, {})
    assert [ranked.offer_id for ranked in matcher.recommend(profile, today=today).ranked] == ["practice"]
