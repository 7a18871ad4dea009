"""The engines that can answer, behind one port; a setting chooses."""

from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import (
    EngineHit,
    EngineHits,
    EngineQuery,
    EngineStatus,
    EngineSuggestion,
    IndexBuilder,
    RebuildUnderwayError,
    SearchEngine,
    SearchUnavailableError,
)
from search.engines.embedded import EmbeddedEngine

__all__ = [
    "ENGINE_NAMES",
    "EngineHit",
    "EngineHits",
    "EngineQuery",
    "EngineStatus",
    "EngineSuggestion",
    "IndexBuilder",
    "RebuildUnderwayError",
    "SearchEngine",
    "SearchUnavailableError",
    "get_engine",
]

ENGINE_NAMES = (EmbeddedEngine.name,)


def get_engine() -> SearchEngine:
    """Return the engine that settings.SEARCH_ENGINE names."""
    chosen: str = settings.SEARCH_ENGINE
    if chosen == EmbeddedEngine.name:
        return _embedded(str(settings.SEARCH_INDEX_DIR))
    raise ImproperlyConfigured(f"SEARCH_ENGINE is {chosen!r}; choose one of {', '.join(ENGINE_NAMES)}.")


@lru_cache(maxsize=4)
def _embedded(folder: str) -> EmbeddedEngine:
    return EmbeddedEngine(folder)
