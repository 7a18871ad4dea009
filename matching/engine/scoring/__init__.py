"""Points of view on a pair, one per file; each answers in [0, 1] or "unknown".

A scorer says three things: how well a pair fits (:meth:`Scorer.score`), why (:meth:`Scorer.reason`, a code with
figures), and which facts it would need (:meth:`Scorer.unknown_fields`).
"""

from matching.engine.scoring.base import Direction, FeatureScorer, Figure, Reason, Scorer, ValueScorer
from matching.engine.scoring.hours import HoursScorer
from matching.engine.scoring.interests import InterestsScorer
from matching.engine.scoring.language import LanguageScorer
from matching.engine.scoring.level import LevelScorer
from matching.engine.scoring.occupation import OccupationScorer
from matching.engine.scoring.place import PlaceScorer
from matching.engine.scoring.recency import RecencyScorer
from matching.engine.scoring.skills import SkillsScorer
from matching.engine.scoring.title import TitleScorer
from matching.engine.taxonomy import Taxonomy

__all__ = [
    "Direction",
    "FeatureScorer",
    "Figure",
    "HoursScorer",
    "InterestsScorer",
    "LanguageScorer",
    "LevelScorer",
    "OccupationScorer",
    "PlaceScorer",
    "Reason",
    "RecencyScorer",
    "Scorer",
    "SkillsScorer",
    "TitleScorer",
    "ValueScorer",
    "all_scorers",
]


def all_scorers(taxonomy: Taxonomy) -> dict[str, Scorer]:
    """Return every scorer by its name, in the order in which parts are shown."""
    scorers: tuple[Scorer, ...] = (
        OccupationScorer(taxonomy),
        SkillsScorer(taxonomy),
        TitleScorer(taxonomy),
        InterestsScorer(),
        PlaceScorer(),
        HoursScorer(),
        LanguageScorer(),
        LevelScorer(),
        RecencyScorer(),
    )
    return {scorer.name: scorer for scorer in scorers}
