"""Candidate generation: the index of what can be ranked takes changes, and knows exactly which offers come first.

* :mod:`.offer_index` is the door: offers go in and out, a question gets a :mod:`.reading` of all of them,
* :mod:`.standings` holds the score of every offer for one profile and finds the first ones, :mod:`.order` says what
  comes first, :mod:`.id_order` parts those that tie,
* :mod:`.exchanges` finds the few offers that a changed profile can bring up,
* :mod:`.parts` computes what each scorer says about all offers: by distinct values, or by an inverted index,
* :mod:`.distinct_values`, :mod:`.inverted_index` are these two ways,
* :mod:`.slot_columns`, :mod:`.ragged` keep columns and short lists that change in place,
* :mod:`.kernels` are the inner loops for Numba, :mod:`.plain_kernels` the same without it, :mod:`.kernel_choice` takes
  the fastest that work, :mod:`.every_loop` has them compiled,
* :mod:`.batch_kernels` and :mod:`.coarse` answer many queries at once, :mod:`.selection_kernels` find who is first.
"""

from matching.engine.candidates.inverted_index import InvertedIndex
from matching.engine.candidates.kernel_choice import (
    PLAIN_KERNELS,
    Kernels,
    are_kernels_compiled,
    chosen_kernels,
    compile_kernels,
)
from matching.engine.candidates.offer_index import MOST_CANDIDATES, OfferIndex
from matching.engine.candidates.order import Order
from matching.engine.candidates.parts import Asking
from matching.engine.candidates.reading import Listed, Reading
from matching.engine.candidates.standings import ChangedStandings, Standings

__all__ = [
    "MOST_CANDIDATES",
    "PLAIN_KERNELS",
    "Asking",
    "ChangedStandings",
    "InvertedIndex",
    "Kernels",
    "Listed",
    "OfferIndex",
    "Order",
    "Reading",
    "Standings",
    "are_kernels_compiled",
    "chosen_kernels",
    "compile_kernels",
]
