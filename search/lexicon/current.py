"""The process's lexicon: the only module here that knows settings, services and what editors wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

from django.conf import settings

from matching.services import concept_names
from search.analysis import ANALYSIS_VERSION
from search.lexicon.concepts import ConceptTable
from search.lexicon.glossary import read_glossary
from search.lexicon.lexicon import Lexicon
from search.lexicon.phrase_file import BuildUnderwayError, PhraseFile, pairs_of, write_phrases
from search.lexicon.shapes import Concept, PhraseSource
from search.synonyms import SynonymSet, synonym_sets

GLOSSARY: Final = Path(__file__).resolve().parents[1] / "data" / "glossary.tsv"
SYNONYM_WEIGHT: Final = 0.5
GLOSSARY_WEIGHT: Final = 1.0
OCCUPATIONS_WEIGHT: Final = 0.8
DICTIONARY_WEIGHT: Final = 0.8


_remembered: tuple[tuple[SynonymSet, ...], Lexicon] | None = None


def current_lexicon() -> Lexicon:
    """Return the lexicon with the editors' synonyms as they are now; one small query when nothing changed."""
    global _remembered
    sets = synonym_sets()
    remembered = _remembered
    if remembered is None or remembered[0] is not sets:
        remembered = _remembered = (sets, lexicon_with(sets))
    return remembered[1]


def lexicon_with(sets: Iterable[SynonymSet]) -> Lexicon:
    """Return the lexicon as it is, or would be, with these sets of synonyms."""
    return packaged_lexicon(synonyms=[Concept({one.language: one.words}) for one in sets])


def packaged_lexicon(*, synonyms: Iterable[Concept] = (), dictionary: Path | None = None) -> Lexicon:
    """Return the lexicon with these synonyms instead of the editors' own, and another dictionary: needs no database."""
    return Lexicon(_sources(dictionary or dictionary_file(), occupations_file()), synonyms=synonyms)


def forget() -> None:
    """Build the lexicon anew at the next query."""
    global _remembered
    _remembered = None


def dictionary_file() -> Path:
    """Return where the operator's dictionary is kept; it need not be there."""
    return _folder() / "dictionary.sqlite3"


def occupations_file() -> Path:
    """Return where occupations and skills are kept ready."""
    return _folder() / "occupations.sqlite3"


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "lexicon"


def prepare() -> None:
    """Bring occupations and skills into a file that every process can ask; quick when that was done before.

    Whoever builds an index does this first. As long as nobody did, the lexicon goes on without them.
    """
    names = list(concept_names())
    stamp = hashlib.sha256(repr((ANALYSIS_VERSION, names)).encode()).hexdigest()
    file = PhraseFile(occupations_file(), weight=OCCUPATIONS_WEIGHT)
    if file.stamp() == stamp:
        return
    with suppress(BuildUnderwayError):
        write_phrases(file.path, chain.from_iterable(map(pairs_of, names)), stamp=stamp)


@cache
def _sources(dictionary: Path, occupations: Path) -> tuple[PhraseSource, ...]:
    return (
        ConceptTable(read_glossary(GLOSSARY), synonym_weight=SYNONYM_WEIGHT, translation_weight=GLOSSARY_WEIGHT),
        PhraseFile(occupations, weight=OCCUPATIONS_WEIGHT),
        PhraseFile(dictionary, weight=DICTIONARY_WEIGHT),
    )
