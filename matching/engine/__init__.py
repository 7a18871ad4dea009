"""Who fits to what: pure Python and NumPy, no framework, no database. Import from here, not from the modules.

Table of contents, from the ground up (a module imports only those above it in this list):

* :mod:`~matching.engine.errors` – what can go wrong
* :mod:`~matching.engine.entities` – profiles, offers and mentors as frozen records
* :mod:`~matching.engine.text` – make titles and words comparable, German first
* :mod:`~matching.engine.taxonomy` – occupations and skills, what is near to what, what a title may mean
* :mod:`~matching.engine.tables` – profiles and offers as columns, encoded once
* :mod:`~matching.engine.eligibility` – hard rules: who may see what at all
* :mod:`~matching.engine.candidates` – the index of what can be recommended; takes changes
* :mod:`~matching.engine.scoring` – points of view on a pair, one per file
* :mod:`~matching.engine.ranking` – weights, order, ties, cut-off
* :mod:`~matching.engine.pipeline` – from candidates to ranking
* :mod:`~matching.engine.explanation` – why this score, what is missing, what would change it; the :class:`Matcher`

In five lines::

    taxonomy = load_taxonomy()
    index = OfferIndex(taxonomy, offers)  # or mentors
    matcher = Matcher(taxonomy, index, load_weights()["alumni_offers"])
    recommendation = matcher.recommend(profile, today=date.today())
    index.update([changed_offer])  # the next answer knows it
"""

from matching.engine.candidates import OfferIndex
from matching.engine.eligibility import MINIMUM_CONSENT_AGE, RULES, Eligibility, eligible
from matching.engine.entities import INTERESTS, OFFER_KINDS, Mentor, Offer, Profile
from matching.engine.errors import (
    DuplicateIdError,
    EngineError,
    ShapeMismatchError,
    TaxonomyDataError,
    UnknownConceptError,
    WeightsError,
)
from matching.engine.explanation import (
    Contribution,
    Counterfactual,
    Explanation,
    Matcher,
    Missing,
    Ranked,
    Recommendation,
)
from matching.engine.pipeline import Pipeline, PipelineRun
from matching.engine.ranking import Weights, combine, load_weights, rank
from matching.engine.scoring import Scorer, all_scorers
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
    "INTERESTS",
    "MINIMUM_CONFIDENCE",
    "MINIMUM_CONSENT_AGE",
    "OFFER_KINDS",
    "RELIABLE_CONFIDENCE",
    "RULES",
    "Compounds",
    "Contribution",
    "Counterfactual",
    "DuplicateIdError",
    "Eligibility",
    "EngineError",
    "Explanation",
    "IscoGroup",
    "Matcher",
    "Mentor",
    "Missing",
    "Occupation",
    "Offer",
    "OfferIndex",
    "OfferTable",
    "Pairs",
    "Pipeline",
    "PipelineRun",
    "Profile",
    "ProfileTable",
    "Ranked",
    "Recommendation",
    "Scorer",
    "ShapeMismatchError",
    "Skill",
    "Task",
    "Taxonomy",
    "TaxonomyDataError",
    "Understood",
    "UnknownConceptError",
    "Weights",
    "WeightsError",
    "all_scorers",
    "combine",
    "eligible",
    "encode_mentors",
    "encode_offers",
    "encode_profiles",
    "fold",
    "load_taxonomy",
    "load_weights",
    "normalize_title",
    "rank",
    "tokens",
]
