"""Who delivers documents: each area registers a source, and search asks it for text, visibility and addresses."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable

from matching.changes import Kind
from search.documents.shape import DocumentKind, SearchDocument


class UnknownSourceError(LookupError):
    """An index holds documents of a source that nobody registered."""


class DocumentSource(ABC):
    """Turns one sort of object into documents, and says which of them a visitor may see now.

    `name` is the first half of a document's id, `change_kind` the lines of the change log that speak of its objects,
    `kinds` what visitors can filter by.
    """

    name: str
    change_kind: Kind
    kinds: tuple[DocumentKind, ...]

    @abstractmethod
    def load(self, object_ids: Collection[str] | None = None) -> Iterable[SearchDocument]:
        """Return the documents of these objects, or of all; what is not public or was deleted is left out."""

    @abstractmethod
    def visible(self, object_ids: Collection[str]) -> set[str]:
        """Return which of these objects everybody may see at this moment; asked whenever results are shown."""

    def is_open(self) -> bool:
        """Return whether this source takes part in the public search at all, as settings allow."""
        return True

    def affected_by(self, kind: Kind, object_ids: Collection[str]) -> set[str]:
        """Return which of this source's objects have a new document after these changes."""
        return set(object_ids) if kind == self.change_kind else set()

    def facet_labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        """Return what visitors call these values of a facet, in their language; values left out are not offered."""
        return {}

    def translations(self, keys: Collection[str], language: str) -> dict[str, str]:
        """Return by translation key the object in this language, as far as everybody may see it at this moment."""
        return {}

    def localized_url(self, url: str) -> str:
        """Return a stored address as the visitor's language writes it."""
        return url


_sources: dict[str, DocumentSource] = {}


def register(source: DocumentSource) -> None:
    """Make a source searchable; called from an app's `ready()`. A second source of the same name replaces the first."""
    _sources[source.name] = source


def unregister(name: str) -> None:
    """Take a source out of the search."""
    _sources.pop(name, None)


def sources() -> tuple[DocumentSource, ...]:
    """Return all sources, in the order in which they were registered."""
    return tuple(_sources.values())


def source_named(name: str) -> DocumentSource:
    """Return a source; raises UnknownSourceError when nobody registered it."""
    try:
        return _sources[name]
    except KeyError:
        raise UnknownSourceError(name) from None


def visible_ids(objects: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return by source which of these objects (source, object) everybody may see now: one question per source."""
    ids_by_source: defaultdict[str, set[str]] = defaultdict(set)
    for name, object_id in objects:
        ids_by_source[name].add(object_id)
    return {name: _sources[name].visible(ids) for name, ids in ids_by_source.items() if name in _sources}
