"""One page of results for a visitor's words, whatever becomes of the index meanwhile.

An index may be seconds behind. Whatever it answers is shown only after its source has said that everybody may see it
now; counts are counts of what was verified.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.services import ring_bell
from matching.services.occupation_names import occupation_names
from matching.services.understand_text import (
    KnownPlace,
    UnderstoodText,
    known_places,
    understand_text,
)
from search import indexing, promotions
from search.documents import SearchDocument, sources, working_hours
from search.engines import EngineHit, EngineHits, EngineQuery, SearchEngine, SearchUnavailableError, get_engine
from search.engines.base import MOST_HITS
from search.lexicon import current_lexicon
from search.queries.facets import NEAREST, NEWEST, facets_of, sorts_of
from search.queries.filters import NEARBY_KM, Filters, as_understood, distance_km, is_offer, passing, tests_of
from search.queries.presenting import Marker, corrected, corrections_in, present
from search.queries.verified import one_per_page, visible
from search.results import Chip, Results

logger = logging.getLogger(__name__)

HITS_A_PAGE = 10
FOLLOW_TASK = "search.follow"
LOOKED_AT_FOR_SPELLING = 10


@dataclass(frozen=True, slots=True)
class _Question:
    words: str
    language: str
    filters: Filters
    understood: UnderstoodText
    places: Mapping[str, str]

    @property
    def near(self) -> tuple[float, float] | None:
        place = self.understood.place
        return (place.place.latitude, place.place.longitude) if place else None


def search(
    *,
    words: str,
    language: str,
    filters: Filters | None = None,
    page: int | str = 1,
    per_page: int = HITS_A_PAGE,
) -> Results:
    """Return one page of verified results for a visitor's words; never raises because of the index."""
    if not words.strip():
        return Results(words=words)
    if not indexing.catch_up():
        ring_bell(FOLLOW_TASK)
    question = _question(words, language, filters or Filters())
    try:
        return _search(get_engine(), question, page, per_page)
    except SearchUnavailableError as problem:
        logger.warning("search is not available: %s", problem)
        return Results(words=words, is_available=False)


def engine_query(*, words: str, language: str, filters: Filters | None = None) -> EngineQuery:
    """Return what the engine is asked for a visitor's words; with it editors look behind the results."""
    return _engine_query(_question(words, language, filters or Filters()))


def _question(words: str, language: str, filters: Filters) -> _Question:
    places = known_places(words)
    names = {str(place.id): place.name for place in places}
    return _Question(words, language, filters, _understood(words, filters, places), names)


def _search(engine: SearchEngine, question: _Question, page: int | str, per_page: int) -> Results:
    filters, near = question.filters, question.near
    found = engine.search(_engine_query(question))
    promoted = _promoted(engine, question)
    hits = [*promoted.values(), *(hit for hit in visible(found.hits) if hit.id not in promoted)]
    shown = one_per_page(hits, question.language)
    pages = [hit for hit, _best in shown.values()]
    meant = as_understood(pages, question.understood, near, is_anywhere=filters.within_km is not None)
    tests = tests_of(filters, near)
    chosen = _sorted(passing(meant, tests), filters.sort, near)
    page_of_hits = Paginator(chosen, per_page).get_page(page)
    documents = _documents(engine, found, [shown[hit.id] for hit in page_of_hits], pages)
    corrections = corrections_in(question.words, question.language, found, documents.values())
    marker = Marker(found)
    # A translation that is not indexed yet is stood in for by what was found.
    stored = [next((one for one in shown[hit.id] if one.id in documents), None) for hit in page_of_hits]
    return Results(
        words=question.words,
        hits=tuple(
            present(hit, documents[hit.id], marker, question.language, near=near, is_promoted=hit.id in promoted)
            for hit in stored
            if hit is not None
        ),
        page=page_of_hits,
        is_guessed=not found.understood.is_known,
        total=len(chosen),
        n_unfiltered=len(meant),
        is_cut=found.is_cut or len(found.hits) >= MOST_HITS,
        facets=facets_of(meant, filters, tests, near=near, places=question.places),
        corrections=corrections,
        corrected_words=corrected(question.words, corrections),
        chips=tuple(_chips(question.understood, pages)),
        sorts=sorts_of(chosen, filters.sort, near),
        answered_by=found.answered_by,
    )


def _documents(
    engine: SearchEngine, found: EngineHits, shown: Sequence[tuple[EngineHit, EngineHit]], pages: Sequence[EngineHit]
) -> dict[str, SearchDocument]:
    """Return the texts of what is shown; and of the best results, if they tell how a corrected word is spelled."""
    ids = [one.id for pair in shown for one in pair]
    if found.understood.corrections:
        ids += [hit.id for hit in pages[:LOOKED_AT_FOR_SPELLING]]
    return engine.fetch(list(dict.fromkeys(ids)))


def _promoted(engine: SearchEngine, question: _Question) -> dict[str, EngineHit]:
    """Return by id what editors put first for these words, whether the engine finds it or not."""
    ids = promotions.promoted_for(words=question.words, language=question.language, moment=timezone.now())
    documents = engine.fetch(ids) if ids else {}
    return {one: _as_hit(documents[one]) for one in ids if one in documents}


def _as_hit(document: SearchDocument) -> EngineHit:
    return EngineHit(
        id=document.id,
        source=document.source,
        object_id=document.object_id,
        kind=document.kind,
        language=document.language,
        score=0.0,
        translation_key=document.translation_key,
        facets=document.facets,
        latitude=document.latitude,
        longitude=document.longitude,
        dated_at=document.dated_at,
    )


def _understood(words: str, filters: Filters, places: Sequence[KnownPlace]) -> UnderstoodText:
    found = understand_text(words, places=places, occupations=occupation_names())
    return UnderstoodText(
        hours=found.hours if found.hours and found.hours.typed not in filters.plain else None,
        occupation=found.occupation if found.occupation and found.occupation.typed not in filters.plain else None,
        place=found.place if found.place and found.place.typed not in filters.plain else None,
    )


def _engine_query(question: _Question) -> EngineQuery:
    place = question.understood.place
    # The index may not know a village; it is one all the same, and no typing error.
    named = frozenset(place.typed.split()) if place else frozenset()
    return EngineQuery(
        text=question.words,
        language=question.language,
        sources=tuple(source.name for source in sources() if source.is_open()),
        moment=timezone.now(),
        near=question.near,
        lexicon=current_lexicon(),
        exact=question.filters.exact | named,
    )


def _sorted(hits: list[EngineHit], order: str, near: tuple[float, float] | None) -> list[EngineHit]:
    if order == NEWEST:
        dated = [hit for hit in hits if hit.dated_at is not None]
        dated.sort(key=lambda hit: hit.dated_at or timezone.now(), reverse=True)
        return [*dated, *(hit for hit in hits if hit.dated_at is None)]
    if order == NEAREST and near is not None:
        distances = {hit.id: distance_km(hit, near) for hit in hits}
        return sorted(hits, key=lambda hit: (distances[hit.id] is None, distances[hit.id] or 0.0))
    return hits


def _chips(understood: UnderstoodText, hits: Sequence[EngineHit]) -> list[Chip]:
    """Return what can be taken back; hours and occupations change nothing where there are no offers."""
    chips = []
    if understood.place:
        text = _("Place: %(name)s and %(km)s km around") % {"name": understood.place.place.name, "km": NEARBY_KM}
        chips.append(Chip("place", text, understood.place.typed))
    if any(is_offer(hit) for hit in hits):
        if understood.hours:
            text = _("Hours: %(hours)s") % {"hours": working_hours.HOURS[understood.hours.kind]}
            chips.append(Chip("hours", text, understood.hours.typed))
        if understood.occupation:
            text = _("Occupation: %(words)s") % {"words": understood.occupation.typed}
            chips.append(Chip("occupation", text, understood.occupation.typed))
    return chips
