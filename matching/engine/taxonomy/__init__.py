"""Occupations and skills (ESCO), what is near to what, and what a person may have meant by a title.

* :mod:`.records` holds what one concept looks like,
* :mod:`.reading` reads the packaged files,
* :mod:`.label_index` says how alike a text is to every label,
* :mod:`.title_names` keeps the names of concepts as keys, :mod:`.work_words` what is done in them as words,
* :mod:`.listed_titles` lets lists of titles speak for concepts, :mod:`.title_lists` reads such lists,
* :mod:`.title_evidence` collects what speaks for each concept, :mod:`.title_model` weighs it as learned,
* :mod:`.title_ranker` ranks concepts for a title,
* :mod:`.advertised_words` lists what advertisements put around an occupation,
* :mod:`.title_readings` takes the occupation out of a title as companies write it,
* :mod:`.title_finder` finds the occupations of a title by all its readings,
* :mod:`.skill_finder` finds the skills a phrase names,
* :mod:`.nearness` says how alike two occupations are,
* :mod:`.catalog` puts them together as :class:`Taxonomy`,
* :mod:`.neighbouring_skills` says which skills count in part for each other,
* :mod:`.title_vectors` makes titles comparable with weights that the taxonomy fixes.
"""

from matching.engine.taxonomy.catalog import MINIMUM_CONFIDENCE, RELIABLE_CONFIDENCE, Taxonomy, load_taxonomy
from matching.engine.taxonomy.neighbouring_skills import SkillNearness, skill_nearness
from matching.engine.taxonomy.records import IscoGroup, Occupation, Skill, Task, Understood
from matching.engine.taxonomy.title_vectors import TitleGrams, title_grams

__all__ = [
    "MINIMUM_CONFIDENCE",
    "RELIABLE_CONFIDENCE",
    "IscoGroup",
    "Occupation",
    "Skill",
    "SkillNearness",
    "Task",
    "Taxonomy",
    "TitleGrams",
    "Understood",
    "load_taxonomy",
    "skill_nearness",
    "title_grams",
]
