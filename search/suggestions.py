"""Completes what is being typed: titles that everybody may see now (topics among them), places, and occupations.

Occupations are looked up in memory and places of the district are few: only titles are asked of the index.
"""

from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _

from matching.services.occupation_names import occupation_names
from matching.services.understand_text import known_places, starts_like
from search.documents import sources, visible_ids
from search.engines import SearchUnavailableError, get_engine
from search.results import Suggestion

SHORTEST_ASKED = 2  # characters
_SPARE = 3  # how many times more are fetched than shown: some are no longer visible, some share a title
_MOST_OF_A_GROUP = 3  # beside titles, which take the room that is left


def suggest(*, words: str, language: str, limit: int = 8) -> list[Suggestion]:
    """Return what begins with the words typed, or holds them: titles first, then places and occupations."""
    if len(words.strip()) < SHORTEST_ASKED:
        return []
    places, occupations = _places(words), _occupations(words)
    others = [*places, *occupations]
    titles = _titles(words, language, limit)
    kept = titles[: max(limit - len(others), limit - 2 * _MOST_OF_A_GROUP)]
    by_label: dict[str, Suggestion] = {}
    for one in chain(kept, others, titles):
        by_label.setdefault(one.label.casefold(), one)
    shown = list(by_label.values())[:limit]
    order = ("title", "place", "occupation")
    return sorted(shown, key=lambda one: order.index(one.group))


def _titles(words: str, language: str, limit: int) -> list[Suggestion]:
    open_sources = [source.name for source in sources() if source.is_open()]
    try:
        found = get_engine().suggest(
            words, language=language, sources=open_sources, moment=timezone.now(), limit=limit * _SPARE
        )
    except SearchUnavailableError:
        return []
    visible = visible_ids((one.source, one.object_id) for one in found)
    labels = {kind.code: str(kind.label) for source in sources() for kind in source.kinds}
    shown: dict[str, Suggestion] = {}
    for one in found:
        if one.object_id in visible.get(one.source, ()):
            shown.setdefault(one.title, Suggestion(one.title, one.title, labels.get(one.kind, ""), "title"))
    return list(shown.values())[:limit]


def _places(words: str) -> list[Suggestion]:
    names = dict.fromkeys(place.name for place in known_places() if starts_like(place.name, words))
    return [Suggestion(name, name, _("Place"), "place") for name in list(names)[:_MOST_OF_A_GROUP]]


def _occupations(words: str) -> list[Suggestion]:
    found = occupation_names().beginning_with(words, limit=_MOST_OF_A_GROUP)
    return [Suggestion(name, name, _("Occupation"), "occupation") for name in found]
