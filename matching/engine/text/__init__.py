"""Make titles, skills and words comparable, German first: the one analysis that matching and search share.

* :mod:`.folding` spells a text in one way (Unicode, case, umlauts),
* :mod:`.titles` takes gender forms and legal brackets out of job titles,
* :mod:`.arabic` spells and stems words in Arabic letters,
* :mod:`.words` cuts texts into tokens, stems and character n-grams,
* :mod:`.compounds` learns the parts of German compounds from a vocabulary.
"""

from matching.engine.text.arabic import arabic_spelling, is_arabic, light_stem
from matching.engine.text.compounds import Compounds
from matching.engine.text.folding import fold
from matching.engine.text.titles import gender_neutral, normalize_title, title_variants
from matching.engine.text.words import stem, tokens

__all__ = [
    "Compounds",
    "arabic_spelling",
    "fold",
    "gender_neutral",
    "is_arabic",
    "light_stem",
    "normalize_title",
    "stem",
    "title_variants",
    "tokens",
]
