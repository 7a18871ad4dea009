"""Why an offer stands where it stands: contributions that add up, what is missing, what would change it.

* :mod:`.records` is what a service puts into words,
* :mod:`.contributions` takes a score apart,
* :mod:`.counterfactuals` finds changes by running the pipeline again,
* :mod:`.matcher` is the door for services: :class:`Matcher` ranks and explains.
"""

from matching.engine.explanation.matcher import Matcher
from matching.engine.explanation.records import (
    Contribution,
    Counterfactual,
    Explanation,
    Missing,
    Ranked,
    Recommendation,
)

__all__ = ["Contribution", "Counterfactual", "Explanation", "Matcher", "Missing", "Ranked", "Recommendation"]
