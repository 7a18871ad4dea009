"""The one shape that everything searchable takes; nothing personal is ever put into it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What a visitor calls a group of documents: the word on the tag, and the tag's color."""

    code: str
    label: str | Promise
    tone: str = "sun"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One searchable thing in one language, as every engine stores it.

    `available_from` and `available_until` bound its publication; an engine leaves it out at any other moment.
    `version` grows with every change of the thing, so that late news never replaces newer text. `keywords` are the
    editors' own words for it. Translations of one another share a `translation_key`. `facets` are pairs of what can be
    filtered by and a value ("municipality", "14626"). `dated_at` is set for news and events only: they are the only
    ones that grow old.
    """

    source: str
    object_id: str
    kind: str
    title: str
    url: str
    version: int
    body: str = ""
    language: str = "de"
    breadcrumb: str = ""
    keywords: str = ""
    translation_key: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    dated_at: datetime | None = None
    available_from: datetime | None = None
    available_until: datetime | None = None

    @property
    def id(self) -> str:
        """The document's key in every index."""
        return document_id(self.source, self.object_id)


def document_id(source: str, object_id: object) -> str:
    """Return the key of a source's object in every index."""
    return f"{source}:{object_id}"


def version_of(moment: datetime | None) -> int:
    """Return a document's version from the moment its object was last changed (microseconds; 0 for never)."""
    return int(moment.timestamp() * 1_000_000) if moment else 0
