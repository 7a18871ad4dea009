"""Ask the engine for one person: the step that showing and storing recommendations share."""

import logging
import traceback
from dataclasses import dataclass
from datetime import date
from time import monotonic

from django.db import DatabaseError, connection
from django.utils import timezone

from matching import engine, selectors
from matching.models import Program
from matching.services.current_offers import current_offers
from matching.services.errors import EngineFaultError

logger = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 2.0
"""What a person waits at most for the engine; it needs a hundredth of that."""

SECONDS_TO_BEGIN = 30.0
"""What a process may take to build what all its answers use, before its first one."""

SECONDS_TO_STORE = 30.0
"""What a person's stored list may take, where nobody waits."""

# What a fault in the engine or in its data can raise. Errors of the database are none of these: they pass.
_FAULTS = (
    *(engine.EngineError, ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError),
    *(RuntimeError, TypeError, ValueError),
)


# Programs that this process is ready to answer for.
_ready: set[Program] = set()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the engine answered, and the weights it answered with."""

    weights: engine.Weights
    recommendation: engine.Recommendation


def propose(
    *, record: engine.Profile, program: Program, today: date, limit: int, seconds: float = SECONDS_TO_ANSWER
) -> Proposal:
    """Rank and explain what a program has for a person at this moment; whether it may is asked before.

    Raises EngineFaultError when the engine fails or takes longer than `seconds`; callers then do without it.
    """
    try:
        weights = selectors.weights_of(program=program)
        offers = current_offers(program=program)
        matcher = engine.Matcher(engine.load_taxonomy(), offers, weights)
        if program not in _ready:
            _get_ready(matcher, today=today)
            _ready.add(program)
        budget = engine.TimeBudget(seconds, clock=monotonic)
        return Proposal(weights, matcher.recommend(record, today=today, limit=limit, budget=budget))
    except _FAULTS as error:
        # The message could hold what a person told us; the place in the code cannot.
        where = traceback.extract_tb(error.__traceback__)[-1]
        logger.error("the engine failed for %s: %s in %s:%s", program, type(error).__name__, where.name, where.lineno)
        raise EngineFaultError from error


def warm_up() -> None:
    """Load and build in this process what its answers use, before anybody asks; a fault waits for the first question.

    A web server calls it in a thread of its own when it starts.
    """
    for program in Program:
        try:
            offers = current_offers(program=program)
            matcher = engine.Matcher(engine.load_taxonomy(), offers, selectors.weights_of(program=program))
            _get_ready(matcher, today=timezone.localdate())
            _ready.add(program)
        except (*_FAULTS, DatabaseError) as error:
            logger.warning("warming up for %s failed: %s", program, type(error).__name__)
    connection.close()


def _get_ready(matcher: engine.Matcher, *, today: date) -> None:
    """Ask for somebody of whom every part reads something, so that nobody waits for what is built at first use."""
    taxonomy = engine.load_taxonomy()
    somebody = engine.Profile(
        id="somebody",
        titles=("a",),
        occupations=taxonomy.occupation_ids[:1],
        skills=frozenset(taxonomy.skill_ids[:1]),
    )
    budget = engine.TimeBudget(SECONDS_TO_BEGIN, clock=monotonic)
    matcher.recommend(somebody, today=today, limit=1, budget=budget)
