"""Make titles, skills and words comparable, German first: the one analysis that matching and search share.

* :mod:`.folding` spells a text in one way (Unicode, case, umlauts),
* :mod:`.titles` takes gender forms and legal brackets out of job titles,
* :mod:`.arabic` spells and stems words in Arabic letters,
* :mod:`.words` cuts texts into tokens and stems,
* :mod:`.ngrams` cuts many texts into character n-grams at once,
* :mod:`.compounds` learns the parts of German compounds from a vocabulary,
* :mod:`.nearest_words` finds the known word that a mistyped one was meant to be,
* :mod:`.similar_words` finds the known words that are written much alike.
"""

from matching.engine.text.arabic import arabic_spelling, is_arabic, light_stem
from matching.engine.text.compounds import Compounds
from matching.engine.text.folding import fold
from matching.engine.text.nearest_words import NearestWords
from matching.engine.text.ngrams import Ngrams
from matching.engine.text.similar_words import SimilarWords
from matching.engine.text.titles import gender_neutral, neutral_words, normalize_title, title_variants
from matching.engine.text.words import stem, tokens

__all__ = [
    "Compounds",
    "NearestWords",
    "Ngrams",
    "SimilarWords",
    "arabic_spelling",
    "fold",
    "gender_neutral",
    "is_arabic",
    "light_stem",
    "neutral_words",
    "normalize_title",
    "stem",
    "title_variants",
    "tokens",
]
