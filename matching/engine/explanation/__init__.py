"""Why an offer stands where it stands: contributions that add up, what is missing, what would change it.

* :mod:`.records` is what a service puts into words,
* :mod:`.contributions` takes a score apart,
* :mod:`.changes` is what a person could change, :mod:`.tried` which of it is tried,
* :mod:`.counterfactuals` finds what that would bring by ranking again,
* :mod:`.explained_list` puts the list of one person together, :mod:`.time_budget` keeps it short,
* :mod:`.matcher` is the door for services: :class:`Matcher` ranks and explains.
"""

from matching.engine.explanation.changes import CHANGED_PARTS, Change, with_change
from matching.engine.explanation.matcher import Matcher
from matching.engine.explanation.records import (
    Contribution,
    Counterfactual,
    Explanation,
    Missing,
    Moved,
    Opening,
    Ranked,
    Recommendation,
)
from matching.engine.explanation.time_budget import TimeBudget

__all__ = [
    "CHANGED_PARTS",
    "Change",
    "Contribution",
    "Counterfactual",
    "Explanation",
    "Matcher",
    "Missing",
    "Moved",
    "Opening",
    "Ranked",
    "Recommendation",
    "TimeBudget",
    "with_change",
]
