"""The portal's own engines, through the port that the portal uses, with the lexicon that it is shipped with."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.search.systems import DEPTH, Document, System
from benchmarks.servers import NotReachableError

SOURCE = "bench"
PATIENCE_SECONDS = 60.0


class Embedded(System):
    """The embedded engine, asked for as many hits as the portal asks for."""

    def build(self, documents: Iterable[Document]) -> None:
        self.open()
        from search.relevance import fill

        fill(self.engine, _searchable(documents))

    def open(self) -> None:
        self.lexicon = _set_up()
        from search.engines.embedded import EmbeddedEngine

        self.engine = EmbeddedEngine(self.folder)

    def ask(self, text: str, language: str) -> list[str]:
        from search.engines import EngineQuery

        query = EngineQuery(
            text=text, language=language, sources=(SOURCE,), moment=datetime.now(UTC), lexicon=self.lexicon
        )
        return [hit.object_id for hit in self.engine.search(query).hits[:DEPTH]]

    def size_bytes(self) -> int:
        return self.engine.status().size_bytes


class Elasticsearch(Embedded):
    """The same analysis and ranking on the server that `make services` started or ELASTICSEARCH_URL names."""

    has_own_process = True

    def open(self) -> None:
        from deploy.launch.services import running_services

        address = os.environ.get("ELASTICSEARCH_URL") or running_services().get("TEST_ELASTICSEARCH_URL", "")
        if not address:
            raise NotReachableError("Elasticsearch is not reachable (make services)")
        self.lexicon = _set_up()
        from search.engines.elasticsearch import ElasticsearchEngine
        from search.engines.elasticsearch.cluster import Cluster

        self.prefix = f"bench-search-{hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]}"
        self.cluster = Cluster(address, timeout_seconds=PATIENCE_SECONDS, indexing_timeout_seconds=PATIENCE_SECONDS)
        self.engine = ElasticsearchEngine(self.cluster, prefix=self.prefix)

    def remove(self) -> None:
        self.open()
        for index in self.cluster.ask(lambda client: client.indices.get_settings(index=f"{self.prefix}-*")):
            self.cluster.ask(lambda client, index=index: client.indices.delete(index=index))


def _set_up():
    """Return the lexicon that the portal is shipped with; a dictionary that somebody imported is left out."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.local")
    import django

    django.setup()
    from search.lexicon import packaged_lexicon, prepare

    prepare()
    return packaged_lexicon(dictionary=Path(os.devnull))


def _searchable(documents: Iterable[Document]) -> Iterator:
    from search.documents import SearchDocument

    for one in documents:
        yield SearchDocument(
            source=SOURCE,
            object_id=one["id"],
            kind=one.get("kind", "page"),
            title=one["title"],
            body=one["body"],
            language=one.get("language") or "de",
            facets=tuple((name, one[name]) for name in ("municipality", "topic") if name in one),
            url="",
            version=1,
        )
