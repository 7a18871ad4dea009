"""Processes of several machines agree on who may write; a question's time is counted over all of its requests."""

import pytest

from search.engines import SearchUnavailableError, index_copy
from search.engines.elasticsearch.cluster import Budget
from search.engines.elasticsearch.leases import LEASE_SECONDS, Lease, LeaseLostError


class Clock:
    def __init__(self):
        self.seconds = 1_000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def copy(elasticsearch_node):
    copy = index_copy("elasticsearch")
    copy.state.create()
    return copy


@pytest.mark.elasticsearch
def test_a_lease_ends_when_nobody_renews_it_and_its_owner_is_told(copy, clock):
    first = Lease(copy.cluster, copy.state.name, "test", clock)
    second = Lease(copy.cluster, copy.state.name, "test", clock)
    assert first.take()
    assert not second.take()

    clock.seconds += LEASE_SECONDS + 1

    assert second.take()
    with pytest.raises(LeaseLostError):
        first.renew()
    first.give_back()
    assert not first.take()


@pytest.mark.elasticsearch
def test_a_lease_that_is_renewed_stays(copy, clock):
    first = Lease(copy.cluster, copy.state.name, "test", clock)
    first.take()

    for _ in range(5):
        clock.seconds += LEASE_SECONDS / 2
        first.renew()

    assert not Lease(copy.cluster, copy.state.name, "test", clock).take()


def test_a_budget_counts_over_all_requests(clock):
    budget = Budget(1.0, clock)

    clock.seconds += 0.75

    assert budget.seconds_left == 0.25
    clock.seconds += 0.25
    with pytest.raises(SearchUnavailableError):
        assert budget.seconds_left
