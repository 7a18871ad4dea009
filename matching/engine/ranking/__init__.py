"""From the scores of the parts to the list that is shown.

* :mod:`.weights` is what people set: how much each part counts, and the rules of the list,
* :mod:`.order` adds the parts up and orders by score,
* :mod:`.exposure` knows which occupations deserve to be seen,
* :mod:`.arrangement` applies the rules of the list and reports what it moved,
* :mod:`.reach` tells how many offers have to be known for that.
"""

from matching.engine.ranking.arrangement import Arrangeable, Arrangement, Move, arrange
from matching.engine.ranking.exposure import Exposure, ExposureRule
from matching.engine.ranking.order import FEW_KNOWN_PARTS, SCORE_DECIMALS, Combined, combine, rank
from matching.engine.ranking.reach import within_reach
from matching.engine.ranking.weights import Weights, load_weights

__all__ = [
    "FEW_KNOWN_PARTS",
    "SCORE_DECIMALS",
    "Arrangeable",
    "Arrangement",
    "Combined",
    "Exposure",
    "ExposureRule",
    "Move",
    "Weights",
    "arrange",
    "combine",
    "load_weights",
    "rank",
    "within_reach",
]
