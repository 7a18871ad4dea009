"""What of a hit is shown: its best sentence with the words that were found, its kind, its language, its distance."""

import re
from collections.abc import Callable, Collection, Iterable

from search.analysis import plain_words
from search.documents import SearchDocument, source_named
from search.engines import EngineHit, EngineHits
from search.queries.facets import kinds, language_name
from search.queries.filters import distance_km
from search.results import Correction, SearchHit, excerpt_of, surface_of

LEAST_TOLD_KM = 1.0  # what is nearer is in the same place

_TYPED_WORD = re.compile(r"[^\W_]+")


class Marker:
    """Tells whether a word of a running text was looked for; what is common is asked once for all results of a page."""

    def __init__(self, found: EngineHits) -> None:
        self._analyzer = found.analyzer
        self._wanted = found.understood.marked
        self._known: dict[tuple[str, str], bool] = {}

    def marks_in(self, language: str) -> Callable[[str], bool]:
        """Return the question for words of a text in this language."""

        def is_marked(word: str) -> bool:
            known = self._known.get((word, language))
            if known is None:
                known = self._known[word, language] = self._analyzer.marks(word, language, self._wanted)
            return known

        return is_marked


def present(
    hit: EngineHit,
    document: SearchDocument,
    marker: Marker,
    language: str,
    *,
    near: tuple[float, float] | None,
    is_promoted: bool,
) -> SearchHit:
    """Return a hit as templates read it."""
    kind = kinds()[document.kind]
    is_foreign = document.language != language
    distance = distance_km(hit, near) if near is not None else None
    return SearchHit(
        id=hit.id,
        title=document.title,
        url=source_named(hit.source).localized_url(document.url),
        excerpt=excerpt_of(document.body, marker.marks_in(document.language)),
        kind_code=kind.code,
        kind=kind.label,
        tone=kind.tone,
        trail=document.breadcrumb,
        language=document.language if is_foreign else "",
        language_name=(language_name(document.language) or document.language) if is_foreign else "",
        score=hit.score,
        is_promoted=is_promoted,
        distance_km=round(distance) if distance is not None and distance >= LEAST_TOLD_KM else None,
    )


def corrections_in(
    words: str, language: str, found: EngineHits, documents: Collection[SearchDocument]
) -> tuple[Correction, ...]:
    """Return what was taken for unknown words, both spelled as people do: as typed, and as a text that is shown does.

    A word that no text on this page writes is not told: it might stand in one that is no longer public.
    """
    corrections = []
    for typed, taken in found.understood.corrections:
        as_typed = next((word for word in _TYPED_WORD.findall(words) if typed in plain_words(word, language)), typed)
        if spelled := next(filter(None, (_spelling(taken, document) for document in documents)), None):
            corrections.append(Correction(as_typed, spelled))
    return tuple(corrections)


def corrected(words: str, corrections: Iterable[Correction]) -> str:
    """Return the words that were searched for instead of the ones that were typed."""
    for one in corrections:
        pieces = re.split(rf"(?<!\w){re.escape(one.typed)}(?!\w)", words)
        words = one.found.join(pieces)
    return words


def _spelling(taken: str, document: SearchDocument) -> str | None:
    text = f"{document.title} {document.body}"
    return surface_of(taken, text, lambda word: " ".join(plain_words(word, document.language)))
