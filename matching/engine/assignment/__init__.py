"""A cohort of mentees and mentors, assigned in one go within capacities; what it costs, and who is left and why.

* :mod:`.cohort` – who is to be assigned: scores, capacities, hard rules, pins, forbidden pairs, wishes
* :mod:`.assigning` – the door: :func:`assign` with one of four objectives
* :mod:`.comparison` – what each objective costs against the others
* :mod:`.unplaced`, :mod:`.remedies` – why somebody has no mentor, and the smallest change that would place them
* :mod:`.records` – what comes out

and how it is found:

* :mod:`.inputs` – checked and put in order, so that equal inputs give equal answers
* :mod:`.market` – what is left to decide once pins are taken out
* :mod:`.edges` – few pairs that an optimum is likely to use
* :mod:`.optimum`, :mod:`.prices` – the best assignment on these pairs, and the proof that it is best on all
* :mod:`.ties` – of equally good assignments the one that ids name
* :mod:`.bottleneck`, :mod:`.paths` – the best worst match; who could move where
* :mod:`.stable` – nobody would rather swap
"""

from matching.engine.assignment.assigning import assign
from matching.engine.assignment.cohort import NO_RULE, Cohort
from matching.engine.assignment.comparison import Comparison, Price, compare
from matching.engine.assignment.records import Assignment, Figures, Objective, Placement, Proof
from matching.engine.assignment.remedies import Constraint, Remedy, Step, StepKind, Unplaced
from matching.engine.assignment.unplaced import UNKNOWN_RULE, explain_unplaced, is_enough

__all__ = [
    "NO_RULE",
    "UNKNOWN_RULE",
    "Assignment",
    "Cohort",
    "Comparison",
    "Constraint",
    "Figures",
    "Objective",
    "Placement",
    "Price",
    "Proof",
    "Remedy",
    "Step",
    "StepKind",
    "Unplaced",
    "assign",
    "compare",
    "explain_unplaced",
    "is_enough",
]
