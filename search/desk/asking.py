"""Asks the search as visitors do, and beside it as it would be with other synonyms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from search.engines import EngineQuery, get_engine
from search.engines.understanding import WordBook
from search.lexicon import Concept, Lexicon, LexiconWay, packaged_lexicon
from search.queries.verified import one_per_page, visible
from search.synonyms import SynonymSet


@dataclass(frozen=True, slots=True)
class Title:
    """A result by its id and title."""

    id: str
    title: str


def first_titles(query: EngineQuery, *, limit: int, lexicon: WordBook | None = None) -> list[Title]:
    """Return the titles of the first results that everybody may see, with a lexicon that is not in use yet."""
    engine = get_engine()
    found = engine.search(replace(query, lexicon=lexicon) if lexicon is not None else query)
    shown = one_per_page(visible(found.hits), query.language)
    first = [best.id for _hit, best in list(shown.values())[:limit]]
    documents = engine.fetch(first)
    return [Title(one, documents[one].title) for one in first if one in documents]


def lexicon_with(sets: Sequence[SynonymSet]) -> WordBook:
    """Return the lexicon as it would be if these were the editors' synonyms."""
    return _Both(Lexicon(synonyms=[Concept({one.language: one.words}) for one in sets]), packaged_lexicon())


class _Both:
    """The ways of two lexicons; where both know a phrase, the best way counts."""

    def __init__(self, *lexicons: Lexicon) -> None:
        self._lexicons = lexicons

    def ways(self, words: Sequence[str], language: str, *, known: Callable[[str, str], bool]) -> tuple[LexiconWay, ...]:
        """Return other ways to say spans of a query."""
        return tuple(way for one in self._lexicons for way in one.ways(words, language, known=known))
