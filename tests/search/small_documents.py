"""A handful of documents and a source that keeps them in memory, for tests without pages and offers."""

from collections.abc import Collection, Iterable
from datetime import datetime

from matching.changes import Kind
from search.documents import DocumentKind, DocumentSource, SearchDocument

KITA = "Kita-Platz finden"
CARE = "Pflegefachkraft (m/w/d)"
MECHATRONICS = "Mechatroniker/in für Fördertechnik"
TEXTS = {
    KITA: "Ein Platz in der Kita oder Kindertagespflege. Die Kinderbetreuung kostet je nach Gemeinde.",
    CARE: "Wir suchen Menschen für die Altenpflege. Die Pflege ist unser Beruf.",
    MECHATRONICS: "Sie bauen Förderanlagen auf und lesen Schaltpläne.",
    "Wohnung anmelden": "Wer umzieht, meldet sich im Bürgerbüro an. Kinder werden mit angemeldet.",
    "Betreuung in den Ferien": "Die Betreuung der Kinder in den Sommerferien.",
}


def document(title: str, body: str = "", **fields: object) -> SearchDocument:
    """Make a document whose id is its title."""
    given = {"source": "note", "object_id": title, "kind": "note", "url": f"/{title}/", "version": 1, **fields}
    return SearchDocument(title=title, body=body, **given)


def small_documents() -> list[SearchDocument]:
    """Make the documents of TEXTS."""
    return [document(title, body) for title, body in TEXTS.items()]


class NoteSource(DocumentSource):
    """Documents in a dictionary; `hidden` ones stay in it and are no longer to be seen."""

    name = "note"
    change_kind = Kind.PAGE
    kinds = (DocumentKind("note", "Notiz", "lake"), DocumentKind("letter", "Brief"))

    def __init__(self, documents: Iterable[SearchDocument] = (), *, is_open: bool = True) -> None:
        self.documents = {one.object_id: one for one in documents}
        self.hidden: set[str] = set()
        self._is_open = is_open
        self.when_loading = lambda: None

    def load(self, object_ids: Collection[str] | None = None) -> Iterable[SearchDocument]:
        self.when_loading()
        wanted = list(self.documents) if object_ids is None else object_ids
        return [self.documents[one] for one in wanted if one in self.documents and one not in self.hidden]

    def visible(self, object_ids: Collection[str]) -> set[str]:
        return {one for one in object_ids if one in self.documents and one not in self.hidden}

    def is_open(self) -> bool:
        return self._is_open

    def facet_labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        return {value: f"Label {value}" for value in values if value != "unnamed"}

    def translations(self, keys: Collection[str], language: str) -> dict[str, str]:
        return {
            one.translation_key: one.object_id
            for one in self.documents.values()
            if one.translation_key in keys and one.language == language and one.object_id not in self.hidden
        }


def at(moment: str) -> datetime:
    """Read a moment from its ISO form."""
    return datetime.fromisoformat(moment)
