"""Many phrases and what they are called otherwise, in a SQLite file that every process asks and none has to load.

* :mod:`.building` makes the file and puts it in its place in one step,
* :mod:`.asking` looks phrases up in it.
"""

from search.lexicon.phrase_file.asking import PhraseFile
from search.lexicon.phrase_file.building import BuildUnderwayError, Built, Pair, pairs_of, write_phrases

__all__ = ["BuildUnderwayError", "Built", "Pair", "PhraseFile", "pairs_of", "write_phrases"]
