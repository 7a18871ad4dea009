"""Who fits to what: pure Python and NumPy, no framework, no database. Import from here, not from the modules.

Table of contents, from the ground up (a module imports only those above it in this list):

* :mod:`~matching.engine.errors` – what can go wrong
* :mod:`~matching.engine.entities` – profiles, offers and mentors as frozen records
* :mod:`~matching.engine.text` – make titles and words comparable, German first
* :mod:`~matching.engine.taxonomy` – occupations and skills, what is near to what, what a title may mean
* :mod:`~matching.engine.tables` – profiles and offers as columns, encoded once
* :mod:`~matching.engine.eligibility` – hard rules: who may see what at all
* :mod:`~matching.engine.candidates` – the index of what can be ranked: takes changes, knows what comes first
* :mod:`~matching.engine.scoring` – points of view on a pair, one per file
* :mod:`~matching.engine.ranking` – weights, order, ties, cut-off, and the rules of the list that is shown
* :mod:`~matching.engine.assignment` – a cohort within capacities: who with whom, at what price, who is left and why
* :mod:`~matching.engine.pipeline` – from candidates to ranking
* :mod:`~matching.engine.explanation` – why this score, what is missing, what would change it; the :class:`Matcher`
* :mod:`~matching.engine.evaluation` – how good an order is, on judged sets; import it on its own

In five lines::

    taxonomy = load_taxonomy()
    index = OfferIndex(taxonomy, offers)  # or mentors
    matcher = Matcher(taxonomy, index, load_weights()["alumni_offers"])
    recommendation = matcher.recommend(profile, today=date.today())
    index.update([changed_offer])  # the next answer knows it
"""

from matching.engine.assignment import (
    NO_RULE,
    Assignment,
    Cohort,
    Comparison,
    Constraint,
    Figures,
    Objective,
    Placement,
    Price,
    Remedy,
    Step,
    StepKind,
    Unplaced,
    assign,
    compare,
    explain_unplaced,
    is_enough,
)
from matching.engine.candidates import (
    PLAIN_KERNELS,
    InvertedIndex,
    Kernels,
    OfferIndex,
    are_kernels_compiled,
    chosen_kernels,
    compile_kernels,
)
from matching.engine.eligibility import MINIMUM_CONSENT_AGE, RULES, Eligibility, eligible
from matching.engine.entities import CERTIFICATES, INTERESTS, OFFER_KINDS, PROTECTED, Mentor, Offer, Profile
from matching.engine.errors import (
    BrokenScorerError,
    CapacityError,
    DuplicateIdError,
    EngineError,
    JudgedSetError,
    OutOfTimeError,
    PinError,
    ScoreRangeError,
    ShapeMismatchError,
    TaxonomyDataError,
    UnknownConceptError,
    UnknownKindError,
    UnknownPersonError,
    WeightsError,
)
from matching.engine.explanation import (
    CHANGED_PARTS,
    Change,
    Contribution,
    Counterfactual,
    Explanation,
    Matcher,
    Missing,
    Moved,
    Opening,
    Ranked,
    Recommendation,
    TimeBudget,
    with_change,
)
from matching.engine.pipeline import Pipeline, PipelineRun
from matching.engine.ranking import (
    Arrangeable,
    Arrangement,
    Combined,
    Exposure,
    ExposureRule,
    Move,
    Weights,
    arrange,
    combine,
    load_weights,
    rank,
)
from matching.engine.scoring import Figure, Scorer, all_scorers
from matching.engine.tables import OfferTable, Pairs, ProfileTable, encode_mentors, encode_offers, encode_profiles
from matching.engine.taxonomy import (
    MINIMUM_CONFIDENCE,
    RELIABLE_CONFIDENCE,
    IscoGroup,
    Occupation,
    Skill,
    Task,
    Taxonomy,
    Understood,
    load_taxonomy,
)
from matching.engine.text import Compounds, fold, normalize_title, tokens

__all__ = [
    "CERTIFICATES",
    "CHANGED_PARTS",
    "INTERESTS",
    "MINIMUM_CONFIDENCE",
    "MINIMUM_CONSENT_AGE",
    "NO_RULE",
    "OFFER_KINDS",
    "PLAIN_KERNELS",
    "PROTECTED",
    "RELIABLE_CONFIDENCE",
    "RULES",
    "Arrangeable",
    "Arrangement",
    "Assignment",
    "BrokenScorerError",
    "CapacityError",
    "Change",
    "Cohort",
    "Combined",
    "Comparison",
    "Compounds",
    "Constraint",
    "Contribution",
    "Counterfactual",
    "DuplicateIdError",
    "Eligibility",
    "EngineError",
    "Explanation",
    "Exposure",
    "ExposureRule",
    "Figure",
    "Figures",
    "InvertedIndex",
    "IscoGroup",
    "JudgedSetError",
    "Kernels",
    "Matcher",
    "Mentor",
    "Missing",
    "Move",
    "Moved",
    "Objective",
    "Occupation",
    "Offer",
    "OfferIndex",
    "OfferTable",
    "Opening",
    "OutOfTimeError",
    "Pairs",
    "PinError",
    "Pipeline",
    "PipelineRun",
    "Placement",
    "Price",
    "Profile",
    "ProfileTable",
    "Ranked",
    "Recommendation",
    "Remedy",
    "ScoreRangeError",
    "Scorer",
    "ShapeMismatchError",
    "Skill",
    "Step",
    "StepKind",
    "Task",
    "Taxonomy",
    "TaxonomyDataError",
    "TimeBudget",
    "Understood",
    "UnknownConceptError",
    "UnknownKindError",
    "UnknownPersonError",
    "Unplaced",
    "Weights",
    "WeightsError",
    "all_scorers",
    "are_kernels_compiled",
    "arrange",
    "assign",
    "chosen_kernels",
    "combine",
    "compare",
    "compile_kernels",
    "eligible",
    "encode_mentors",
    "encode_offers",
    "encode_profiles",
    "explain_unplaced",
    "fold",
    "is_enough",
    "load_taxonomy",
    "load_weights",
    "normalize_title",
    "rank",
    "tokens",
    "with_change",
]
