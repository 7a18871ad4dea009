"""From words to results: ask the engine, verify against the database, count by kind, mark what was found.

An index may be seconds behind. Whatever it answers is shown only after its source has said that everybody may see it
now; counts are counts of what was verified.
"""

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import get_language_info

from matching.services import ring_bell
from search import indexing
from search.analysis import Analyzer, plain_words
from search.documents import DocumentKind, SearchDocument, source_named, sources
from search.engines import EngineHit, EngineHits, EngineQuery, SearchEngine, SearchUnavailableError, get_engine
from search.engines.base import MOST_HITS
from search.results import Correction, KindCount, Results, SearchHit, excerpt_of, surface_of

logger = logging.getLogger(__name__)

HITS_A_PAGE = 10
FOLLOW_TASK = "search.follow"
_TYPED_WORD = re.compile(r"[^\W_]+")


def search(
    *, words: str, language: str, kinds: Sequence[str] = (), page: int | str = 1, per_page: int = HITS_A_PAGE
) -> Results:
    """Return one page of verified results for a visitor's words; never raises because of the index."""
    if not words.strip():
        return Results(words=words)
    if not indexing.catch_up():
        ring_bell(FOLLOW_TASK)
    try:
        return _search(get_engine(), words, language, kinds, page, per_page)
    except SearchUnavailableError as problem:
        logger.warning("search is not available: %s", problem)
        return Results(words=words, is_available=False)


def _search(
    engine: SearchEngine, words: str, language: str, kinds: Sequence[str], page: int | str, per_page: int
) -> Results:
    open_sources = tuple(source.name for source in sources() if source.is_open())
    found = engine.search(EngineQuery(text=words, language=language, sources=open_sources, moment=timezone.now()))
    verified = _visible(found.hits)
    chosen = [hit for hit in verified if not kinds or hit.kind in kinds]
    page_of_hits = Paginator(chosen, per_page).get_page(page)
    documents = engine.fetch([hit.id for hit in page_of_hits])
    return Results(
        words=words,
        hits=tuple(_present(hit, documents[hit.id], found, language) for hit in page_of_hits if hit.id in documents),
        page=page_of_hits,
        total=len(chosen),
        is_cut=len(found.hits) == MOST_HITS,
        kinds=_count_kinds(verified, kinds),
        corrections=_corrections(words, language, found, documents.values()),
    )


def _visible(hits: Sequence[EngineHit]) -> list[EngineHit]:
    """Return the hits that everybody may see at this moment: one question per source."""
    ids_by_source: defaultdict[str, list[str]] = defaultdict(list)
    for hit in hits:
        ids_by_source[hit.source].append(hit.object_id)
    visible = {name: source_named(name).visible(object_ids) for name, object_ids in ids_by_source.items()}
    return [hit for hit in hits if hit.object_id in visible[hit.source]]


def _present(hit: EngineHit, document: SearchDocument, found: EngineHits, language: str) -> SearchHit:
    kind = _kinds()[document.kind]
    is_foreign = document.language != language
    return SearchHit(
        id=hit.id,
        title=document.title,
        url=source_named(hit.source).localized_url(document.url),
        excerpt=excerpt_of(document.body, lambda word: found.analyzer.marks(word, document.language, found.wanted)),
        kind_code=kind.code,
        kind=kind.label,
        tone=kind.tone,
        trail=document.breadcrumb,
        language=document.language if is_foreign else "",
        language_name=get_language_info(document.language)["name_translated"] if is_foreign else "",
        score=hit.score,
    )


def _count_kinds(hits: Sequence[EngineHit], chosen: Sequence[str]) -> tuple[KindCount, ...]:
    counts = Counter(hit.kind for hit in hits)
    return tuple(
        KindCount(value=code, label=kind.label, count=counts[code], checked=code in chosen)
        for code, kind in _kinds().items()
        if counts[code] or code in chosen
    )


def _corrections(
    words: str, language: str, found: EngineHits, documents: Collection[SearchDocument]
) -> tuple[Correction, ...]:
    """Return what was taken for unknown words, both spelled as people do: as typed, and as the first text writes it."""
    corrections = []
    for typed, stem in found.corrections:
        as_typed = next((word for word in _TYPED_WORD.findall(words) if typed in plain_words(word, language)), typed)
        spellings = (_spelling(stem, document, found.analyzer) for document in documents)
        if spelled := next(filter(None, spellings), None):
            corrections.append(Correction(as_typed, spelled))
    return tuple(corrections)


def _spelling(stem: str, document: SearchDocument, analyzer: Analyzer) -> str | None:
    return surface_of(
        stem,
        f"{document.title} {document.body}",
        lambda word: " ".join(analyzer.analyze(word, document.language).words),
    )


def _kinds() -> dict[str, DocumentKind]:
    return {kind.code: kind for source in sources() for kind in source.kinds}
