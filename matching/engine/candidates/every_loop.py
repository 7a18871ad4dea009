"""Run every inner loop once, with the types that questions use: so that Numba compiles them before anybody asks."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.engine.candidates.id_order import IdOrder
from matching.engine.candidates.inverted_index import InvertedIndex
from matching.engine.candidates.kernel_choice import Kernels
from matching.engine.candidates.order import Order
from matching.engine.candidates.parts import Added
from matching.engine.candidates.standings import Standings

_N: Final = 4


def run_every_loop(kernels: Kernels) -> None:
    """Ask an index of four slots everything that an index can be asked."""
    from scipy.sparse import csr_array

    index, queries = InvertedIndex(_N, kernels=kernels), csr_array(np.eye(_N))
    index.add(np.arange(_N), queries)
    index.best(np.arange(_N), np.ones(_N), 2)
    for queried in (queries, queries * 1e-20):  # in half the precision, and where that is not enough
        index.best_of_many(queried, 2)
    some, each = (_added(is_each=is_each, kernels=kernels) for is_each in (False, True))
    standings = Standings.of({"some": some, "each": each}, _N, version=0, kernels=kernels)
    changed = standings.with_parts({"some": some, "each": each}, kernels=kernels)
    order, ids = Order(good_match=0.5, few_known=1, decimals=9), IdOrder()
    changed.first(np.ones(_N, dtype=np.bool_), order, ids, limit=_N, kernels=kernels)
    kernels.reaching(changed.totals, np.arange(_N, dtype=np.uint32), np.ones(_N), 0.5)


def _added(*, is_each: bool, kernels: Kernels) -> Added:
    contribution = np.ones(_N)
    kernels.weigh(contribution, np.ones(_N, dtype=np.bool_), 0.5, 0.5)
    return Added(np.arange(_N, dtype=np.uint32), contribution, np.ones(_N, dtype=np.int8), is_each=is_each)
