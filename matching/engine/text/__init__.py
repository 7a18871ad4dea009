"""Make titles, skills and words comparable, German first: the one analysis that matching and search share.

* :mod:`.folding` spells a text in one way (Unicode, case, umlauts),
* :mod:`.titles` takes gender forms and legal brackets out of job titles,
* :mod:`.words` cuts texts into tokens, stems and character n-grams,
* :mod:`.compounds` learns the parts of German compounds from a vocabulary.
"""

from matching.engine.text.compounds import Compounds
from matching.engine.text.folding import fold
from matching.engine.text.titles import gender_neutral, normalize_title, title_variants
from matching.engine.text.words import stem, tokens

__all__ = [
    "Compounds",
    "fold",
    "gender_neutral",
    "normalize_title",
    "stem",
    "title_variants",
    "tokens",
]
