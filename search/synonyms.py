"""The editors' synonyms as the lexicon reads them, and what makes a set of words a good one."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from search.analysis import analyze, plain_words
from search.models import Synonym

FEWEST_PHRASES = 2
MOST_WORDS = 5  # of one phrase; nobody types a longer one word for word


class SynonymSet(NamedTuple):
    """Words that mean the same, and their language."""

    language: str
    words: tuple[str, ...]


def synonym_sets() -> tuple[SynonymSet, ...]:
    """Return all sets in use: the very same object as before, as long as no editor has changed anything.

    One small query tells; so every process follows at once, and whoever builds something from the sets can keep it.
    """
    global _remembered
    mark = tuple(Synonym.objects.aggregate(n=Count("pk"), last=Max("updated_at")).values())
    if _remembered[0] != mark:
        rows = Synonym.objects.filter(is_active=True).order_by("pk")
        sets = tuple(SynonymSet(row.language, row.phrases) for row in rows)
        _remembered = (mark, sets)
    return _remembered[1]


def problems(*, phrases: Sequence[str], language: str, without: int | None = None) -> list[str]:
    """Return what is wrong with a set of words, in sentences; `without` is the row that is being edited."""
    found = []
    meanings = {phrase: _meaning(phrase, language) for phrase in phrases}
    if empty := [phrase for phrase in phrases if not meanings[phrase] or _is_filler(phrase, language)]:
        found.append(_("Too common to be looked for: %(words)s.") % {"words": ", ".join(empty)})
    if long := [phrase for phrase in phrases if len(meanings[phrase]) > MOST_WORDS]:
        found.append(_("Longer than %(most)s words: %(words)s.") % {"most": MOST_WORDS, "words": ", ".join(long)})
    distinct = {meaning for meaning in meanings.values() if meaning}
    if len(phrases) < FEWEST_PHRASES:
        found.append(_("Write at least two words: what visitors type, and what the pages say."))
    elif len(distinct) < FEWEST_PHRASES:
        found.append(_("For the search, these are one and the same word already: endings and umlauts do not matter."))
    others = [other for other in Synonym.objects.filter(language=language) if other.pk != without]
    if same := next((other for other in others if distinct and distinct <= _meanings(other)), None):
        found.append(_("These words belong together already: %(set)s.") % {"set": same})
    return found


def _meaning(phrase: str, language: str) -> tuple[str, ...]:
    return analyze(phrase, language).words


def _meanings(synonym: Synonym) -> set[tuple[str, ...]]:
    return {_meaning(phrase, synonym.language) for phrase in synonym.phrases}


def _is_filler(phrase: str, language: str) -> bool:
    """Return whether a phrase has nothing but stop words: then it keeps them, and beside another word it loses them."""
    beside = plain_words(f"{phrase} {_NO_STOP_WORD}", language)
    return beside == plain_words(_NO_STOP_WORD, language)


_NO_STOP_WORD = "rathaus"
_remembered: tuple[tuple[object, ...], tuple[SynonymSet, ...]] = ((), ())
