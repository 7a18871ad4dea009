"""An index for one measurement: it begins empty, nobody else sees it, and nothing of it stays."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from tempfile import TemporaryDirectory

from django.conf import settings

from search.engines import SearchEngine, SearchUnavailableError
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.cluster import Cluster
from search.engines.embedded import EmbeddedEngine

PATIENCE_SECONDS = 30.0  # what is measured is how good answers are and how long they take, not whether we gave up


class EngineNotReachableError(Exception):
    """The server of an engine is not there; the message says what to do."""


def temporary_engine(name: str) -> AbstractContextManager[SearchEngine]:
    """Return an empty engine of that name, far from the portal's own index."""
    return _MAKERS[name]()


@contextmanager
def _embedded() -> Iterator[SearchEngine]:
    with TemporaryDirectory(prefix="heimathafen-search-") as folder:
        yield EmbeddedEngine(folder)


@contextmanager
def _elasticsearch() -> Iterator[SearchEngine]:
    if not settings.ELASTICSEARCH_URL:
        raise EngineNotReachableError("Nobody has said where Elasticsearch is: set ELASTICSEARCH_URL.")
    cluster = Cluster(
        settings.ELASTICSEARCH_URL,
        timeout_seconds=PATIENCE_SECONDS,
        indexing_timeout_seconds=PATIENCE_SECONDS,
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
    )
    prefix = f"{settings.ELASTICSEARCH_INDEX}-measured-{uuid.uuid4().hex[:12]}"
    try:
        cluster.ask(lambda client: client.cluster.health())
    except SearchUnavailableError as problem:
        raise EngineNotReachableError(
            f"Elasticsearch does not answer at {settings.ELASTICSEARCH_URL}: {problem}"
        ) from None
    try:
        yield ElasticsearchEngine(cluster, prefix=prefix)
    finally:
        _delete_indexes(cluster, prefix)


def _delete_indexes(cluster: Cluster, prefix: str) -> None:
    """Delete by full names: those with stars are refused where servers are run with care."""
    names = ",".join(cluster.ask(lambda client: client.indices.get_settings(index=f"{prefix}-*")))
    if names:
        cluster.ask(lambda client: client.indices.delete(index=names))


_MAKERS: Mapping[str, Callable[[], AbstractContextManager[SearchEngine]]] = {
    EmbeddedEngine.name: _embedded,
    ElasticsearchEngine.name: _elasticsearch,
}
