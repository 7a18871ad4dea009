"""Candidate generation: the index of what can be ranked takes changes, and knows exactly which offers come first.

* :mod:`.offer_index` is the door: offers go in and out, a question gets the best ones of all,
* :mod:`.standings` holds the score of every offer for one profile and finds the first ones,
* :mod:`.parts` computes what each scorer says about all offers: by distinct values, or by an inverted index,
* :mod:`.distinct_values`, :mod:`.inverted_index` are these two ways,
* :mod:`.slot_columns`, :mod:`.ragged` keep columns and short lists that change in place,
* :mod:`.kernels` are the inner loops for Numba, :mod:`.plain_kernels` the same without it, :mod:`.kernel_choice` takes
  the fastest that work; :mod:`.coarse` lays out posting lists for many queries at once.
"""

from matching.engine.candidates.inverted_index import InvertedIndex
from matching.engine.candidates.kernel_choice import Kernels, chosen_kernels, plain_kernels
from matching.engine.candidates.offer_index import MOST_CANDIDATES, OfferIndex, Reading
from matching.engine.candidates.standings import Order, Standings

__all__ = [
    "MOST_CANDIDATES",
    "InvertedIndex",
    "Kernels",
    "OfferIndex",
    "Order",
    "Reading",
    "Standings",
    "chosen_kernels",
    "plain_kernels",
]
