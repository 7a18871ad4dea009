"""What a set of synonyms would change: the first results of frequent searches, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from search import misses, queries
from search.desk.asking import Title, first_titles
from search.engines import EngineQuery, SearchUnavailableError
from search.lexicon import lexicon_with
from search.models import SearchInvariant
from search.synonyms import SynonymSet, synonym_sets

N_FREQUENT = 10
N_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A result in one of the two lists; `move` is new, gone, up, down, or nothing."""

    title: str
    move: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A search with its first results before and after."""

    words: str
    language: str
    before: tuple[Shown, ...]
    after: tuple[Shown, ...]

    @property
    def is_changed(self) -> bool:
        """Whether visitors would see anything else."""
        return [one.title for one in self.before] != [one.title for one in self.after]


def compare(*, changed: SynonymSet | None, instead_of: SynonymSet | None) -> list[Compared]:
    """Return frequent searches, and those for the words of the set, with and without the change; changed ones first.

    Nothing while there is no index to ask.
    """
    before = synonym_sets()
    kept = [one for one in before if one != instead_of]
    after = (*kept, changed) if changed else tuple(kept)
    own = [(words, one.language) for one in (changed, instead_of) if one for words in one.words]
    asked = {(words.casefold(), code): (words, code) for words, code in [*own[:N_FREQUENT], *_frequent()]}
    try:
        compared = [
            _compare(queries.engine_query(words=words, language=code), before, after) for words, code in asked.values()
        ]
    except SearchUnavailableError:
        return []
    return sorted(compared, key=lambda one: not one.is_changed)


def _frequent() -> list[tuple[str, str]]:
    """Return what visitors look for most; while that is not known yet, what editors promise to be found."""
    counted = [(row.text, row.language) for row in misses.frequent(limit=N_FREQUENT)]
    promised = SearchInvariant.objects.values_list("query", "language")[:N_FREQUENT]
    return [*counted, *promised][:N_FREQUENT]


def _compare(query: EngineQuery, before: Sequence[SynonymSet], after: Sequence[SynonymSet]) -> Compared:
    old = first_titles(query, limit=N_SHOWN, lexicon=lexicon_with(tuple(before)))
    new = first_titles(query, limit=N_SHOWN, lexicon=lexicon_with(tuple(after)))
    return Compared(query.text, query.language, _marked(old, new, "gone"), _marked(new, old, "new"))


def _marked(titles: Sequence[Title], others: Sequence[Title], missing: str) -> tuple[Shown, ...]:
    """Return titles with what happened to them; places are compared in the list after the change only."""
    places = {one.id: place for place, one in enumerate(others)}
    shown = []
    for place, one in enumerate(titles):
        if one.id not in places:
            shown.append(Shown(one.title, missing))
        elif missing == "new" and places[one.id] != place:
            shown.append(Shown(one.title, "up" if place < places[one.id] else "down"))
        else:
            shown.append(Shown(one.title))
    return tuple(shown)
