"""The engines that can answer, behind one port; a setting chooses."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import (
    EngineHit,
    EngineHits,
    EngineQuery,
    EngineStatus,
    EngineSuggestion,
    ExplainedPart,
    Explanation,
    IndexBuilder,
    RebuildUnderwayError,
    SearchEngine,
    SearchUnavailableError,
)
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.cluster import Cluster
from search.engines.embedded import EmbeddedEngine
from search.engines.fallback import FallbackEngine, FallbackState

__all__ = [
    "ENGINE_NAMES",
    "EngineHit",
    "EngineHits",
    "EngineQuery",
    "EngineStatus",
    "EngineSuggestion",
    "ExplainedPart",
    "Explanation",
    "FallbackState",
    "IndexBuilder",
    "RebuildUnderwayError",
    "SearchEngine",
    "SearchUnavailableError",
    "engine_state",
    "get_engine",
    "index_copies",
    "index_copy",
]

ENGINE_NAMES = (EmbeddedEngine.name, ElasticsearchEngine.name)


def get_engine() -> SearchEngine:
    """Return what answers visitors: the engine that settings.SEARCH_ENGINE names, with the embedded one behind it."""
    chosen: str = settings.SEARCH_ENGINE
    if chosen == ElasticsearchEngine.name:
        return _with_fallback(index_copy(chosen), index_copy(EmbeddedEngine.name))
    return index_copy(chosen)


def index_copies() -> tuple[SearchEngine, ...]:
    """Return all copies of the index that are kept current, the embedded one first: it answers when others do not."""
    names = dict.fromkeys((EmbeddedEngine.name, settings.SEARCH_ENGINE))
    return tuple(index_copy(name) for name in names)


def index_copy(name: str) -> SearchEngine:
    """Return one copy of the index by the name of its engine."""
    if name == EmbeddedEngine.name:
        return _embedded(str(settings.SEARCH_INDEX_DIR))
    if name == ElasticsearchEngine.name:
        return _elasticsearch(
            settings.ELASTICSEARCH_URL,
            settings.ELASTICSEARCH_INDEX,
            timeout_seconds=settings.ELASTICSEARCH_TIMEOUT_SECONDS,
            indexing_timeout_seconds=settings.ELASTICSEARCH_INDEXING_TIMEOUT_SECONDS,
            api_key=settings.ELASTICSEARCH_API_KEY,
            ca_certs=settings.ELASTICSEARCH_CA_CERTS,
        )
    raise ImproperlyConfigured(f"SEARCH_ENGINE is {name!r}; choose one of {', '.join(ENGINE_NAMES)}.")


def engine_state() -> FallbackState:
    """Return which engine is set, and whether another one answers for it: what editors are told."""
    engine = get_engine()
    return engine.state() if isinstance(engine, FallbackEngine) else FallbackState(engine.name)


@lru_cache(maxsize=4)
def _embedded(folder: str) -> EmbeddedEngine:
    return EmbeddedEngine(folder)


@lru_cache(maxsize=4)
def _elasticsearch(address: str, prefix: str, **limits: Any) -> ElasticsearchEngine:
    return ElasticsearchEngine(Cluster(address, **limits), prefix=prefix)


@lru_cache(maxsize=4)
def _with_fallback(first: SearchEngine, second: SearchEngine) -> FallbackEngine:
    return FallbackEngine(first, second)
