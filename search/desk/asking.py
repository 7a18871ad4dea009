"""Asks the search as visitors do, and beside it as it would be with other synonyms."""

from dataclasses import dataclass, replace

from search.engines import EngineQuery, get_engine
from search.engines.understanding import WordBook
from search.queries.verified import one_per_page, visible


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
