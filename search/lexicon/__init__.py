"""Other ways to say a visitor's words: in another language, or in the words that offices and editors use.

* :mod:`.shapes` holds what is known and answered,
* :mod:`.phrases` makes keys of phrases,
* :mod:`.concepts` finds concepts by their names, :mod:`.glossary` reads the portal's own ones,
* :mod:`.phrase_file` keeps what is too much to load: occupations, skills, an operator's dictionary,
* :mod:`.ding` reads lines of a dictionary, :mod:`.dictionary` takes one in,
* :mod:`.lexicon` asks all of them, the longest phrase first,
* :mod:`.current` puts the process's lexicon together.
"""

from search.lexicon.current import (
    current_lexicon,
    dictionary_file,
    forget,
    lexicon_with,
    packaged_lexicon,
    prepare,
)
from search.lexicon.dictionary import DictionaryError, DictionaryImport, build_dictionary
from search.lexicon.glossary import GlossaryError, read_glossary
from search.lexicon.lexicon import Lexicon
from search.lexicon.phrase_file import PhraseFile
from search.lexicon.shapes import Alternative, Concept, LexiconWay, PhraseSource

__all__ = [
    "Alternative",
    "Concept",
    "DictionaryError",
    "DictionaryImport",
    "GlossaryError",
    "Lexicon",
    "LexiconWay",
    "PhraseFile",
    "PhraseSource",
    "build_dictionary",
    "current_lexicon",
    "dictionary_file",
    "forget",
    "lexicon_with",
    "packaged_lexicon",
    "prepare",
    "read_glossary",
]
