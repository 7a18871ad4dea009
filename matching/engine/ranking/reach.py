"""How far down an order by score the rule about providers can reach: what a list needs to know to keep it exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from matching.engine.ranking.arrangement import ARRANGED_PLACES
from matching.engine.ranking.weights import PROVIDER_WINDOW, Weights
from matching.engine.tables import BoolArray

_N_WINDOWS: Final = -(-ARRANGED_PLACES // PROVIDER_WINDOW)

WITHIN_REACH: Final = ARRANGED_PLACES + (PROVIDER_WINDOW - 1) * _N_WINDOWS
"""So many pairs are enough to fill the arranged places, if no provider has more of them than it can ever be given.

In the arranged places a provider with the limit `n` gets `n` of each window, `n × _N_WINDOWS` in all, as long as there
are others; more of its pairs need not be known. At any place at most ``(PROVIDER_WINDOW - 1) / n`` providers have their
share of the neighbours: so at most ``(PROVIDER_WINDOW - 1) × _N_WINDOWS`` of the known pairs have to wait, while as
many as there are places go in.
"""


def within_reach(
    providers: Sequence[str], has_few_known: BoolArray, is_good_match: BoolArray, weights: Weights
) -> tuple[set[int], bool]:
    """Find the pairs that the rules of a list could put into its arranged places.

    Parameters
    ----------
    providers : sequence of str
        Of each pair, best first; "" for none.
    has_few_known, is_good_match : ndarray of shape (n_pairs,), bool
        By the same places: what is known too little has to stay below every good match.
    weights : Weights
        The limit.

    Returns
    -------
    places : set of int
        Of these pairs.
    is_enough : bool
        Whether no pair further down could be one of them.
    """
    if not weights.provider_limit:
        return set(), True
    everything, is_enough = _first(range(len(providers)), providers, weights)
    if not is_good_match.any() or not has_few_known.any():
        return everything, is_enough
    # As long as a good match waits for its provider's turn, what is known too little is passed over: also one that
    # waits in vain, so one of those is kept.
    known, are_enough = _first((~has_few_known).nonzero()[0].tolist(), providers, weights)
    waiting = next((place for place in is_good_match.nonzero()[0].tolist() if place not in known), None)
    return everything | known | (set() if waiting is None else {waiting}), is_enough and are_enough


def _first(places: Sequence[int], providers: Sequence[str], weights: Weights) -> tuple[set[int], bool]:
    most = weights.provider_limit * _N_WINDOWS
    n_of = Counter([providers[place] for place in places[:WITHIN_REACH]])
    if len(places) >= WITHIN_REACH and all(n <= most for provider, n in n_of.items() if provider):
        return set(places[:WITHIN_REACH]), True  # as it mostly is, and quickly seen
    found = set(islice(_of_each(places, providers, most), WITHIN_REACH))
    if len(found) == WITHIN_REACH:
        return found, True
    # So few others are left that somewhere nobody is allowed: there the best goes in, whoever provides it.
    return set(_of_each(places, providers, most + ARRANGED_PLACES)), False


def _of_each(places: Sequence[int], providers: Sequence[str], most: int) -> Iterator[int]:
    """Yield places in their order, at most so many of each provider."""
    n_of: Counter[str] = Counter()
    for place in places:
        provider = providers[place]
        n_of[provider] += bool(provider)
        if n_of[provider] <= most:
            yield place
