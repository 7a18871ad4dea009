"""Ask the engine for one person: the step that showing and storing recommendations share."""

from dataclasses import dataclass
from datetime import date

from matching import engine, selectors
from matching.models import Program
from matching.services.current_offers import current_offers


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the engine answered, and the weights it answered with."""

    weights: engine.Weights
    recommendation: engine.Recommendation


def propose(*, record: engine.Profile, program: Program, today: date, limit: int) -> Proposal:
    """Rank and explain what a program has for a person at this moment; whether it may is asked before."""
    weights = selectors.weights_of(program=program)
    matcher = engine.Matcher(engine.load_taxonomy(), current_offers(program=program), weights)
    return Proposal(weights, matcher.recommend(record, today=today, limit=limit))
