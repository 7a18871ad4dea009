"""Completes what is being typed with titles that exist and that everybody may see now."""

from django.utils import timezone

from search.documents import source_named, sources
from search.engines import SearchUnavailableError, get_engine
from search.results import Suggestion

SHORTEST_ASKED = 2  # characters
_SPARE = 3  # how many times more are fetched than shown: some are no longer visible, some share a title


def suggest(*, words: str, language: str, limit: int = 8) -> list[Suggestion]:
    """Return titles that begin with the words typed, or hold them; nothing while there is no index."""
    if len(words.strip()) < SHORTEST_ASKED:
        return []
    open_sources = [source.name for source in sources() if source.is_open()]
    try:
        found = get_engine().suggest(
            words, language=language, sources=open_sources, moment=timezone.now(), limit=limit * _SPARE
        )
    except SearchUnavailableError:
        return []
    visible = {
        name: source_named(name).visible([one.object_id for one in found if one.source == name])
        for name in {one.source for one in found}
    }
    labels = {kind.code: str(kind.label) for source in sources() for kind in source.kinds}
    shown: dict[str, Suggestion] = {}
    for one in found:
        if one.object_id in visible[one.source]:
            shown.setdefault(one.title, Suggestion(one.title, one.title, labels.get(one.kind, "")))
    return list(shown.values())[:limit]
