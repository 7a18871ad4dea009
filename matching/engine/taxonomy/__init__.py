"""Occupations and skills (ESCO), what is near to what, and what a person may have meant by a title.

* :mod:`.records` holds what one concept looks like,
* :mod:`.reading` reads the packaged files,
* :mod:`.label_index` finds concepts by their labels,
* :mod:`.advertised_words` lists what advertisements put around an occupation,
* :mod:`.title_readings` takes the occupation out of a title as companies write it,
* :mod:`.title_finder` finds the occupations of a title by all its readings,
* :mod:`.nearness` says how alike two occupations are,
* :mod:`.catalog` puts them together as :class:`Taxonomy`.
"""

from matching.engine.taxonomy.catalog import MINIMUM_CONFIDENCE, RELIABLE_CONFIDENCE, Taxonomy, load_taxonomy
from matching.engine.taxonomy.records import IscoGroup, Occupation, Skill, Task, Understood

__all__ = [
    "MINIMUM_CONFIDENCE",
    "RELIABLE_CONFIDENCE",
    "IscoGroup",
    "Occupation",
    "Skill",
    "Task",
    "Taxonomy",
    "Understood",
    "load_taxonomy",
]
