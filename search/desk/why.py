"""Why a result stands where it stands, in words and points that sum to its score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search import queries
from search.documents import SearchDocument
from search.engines import EngineHits, EngineQuery, ExplainedPart, SearchUnavailableError, get_engine
from search.engines.understanding import Wanted
from search.results import Results, SearchHit, surface_of

N_RESULTS = 10
MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Line:
    """Some of a result's points: where they come from, how many, and how wide the bar is (percent)."""

    text: str
    points: float
    width: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A result as visitors see it, with its points; no lines where it stands for another reason."""

    hit: SearchHit
    score: float
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What visitors see for these words, how the words were understood, and why each result is there."""

    results: Results
    understood: tuple[str, ...] = ()
    explained: tuple[Explained, ...] = ()


def why(*, words: str, language: str) -> Answer:
    """Return the first results with their explanations."""
    results = queries.search(words=words, language=language, per_page=N_RESULTS)
    query = queries.engine_query(words=words, language=language)
    engine = get_engine()
    try:
        found = engine.search(query)
        documents = engine.fetch([hit.id for hit in results.hits])
        reasons = {id_: _found_as(document, found) for id_, document in documents.items()}
        documents |= engine.fetch([one for one in reasons.values() if one])
        explained = tuple(
            _explained(hit, query, found, documents.get(reasons.get(hit.id) or "")) for hit in results.hits
        )
    except SearchUnavailableError:
        return Answer(results)
    return Answer(results, tuple(_understood(found.understood.wanted)), explained)


def _found_as(document: SearchDocument, found: EngineHits) -> str | None:
    """Return which translation of a page was found best: its points put the page where it stands."""
    key = document.source, document.translation_key or document.id
    return next((hit.id for hit in found.hits if (hit.source, hit.translation_key or hit.id) == key), None)


def _explained(hit: SearchHit, query: EngineQuery, found: EngineHits, document: SearchDocument | None) -> Explained:
    explanation = get_engine().explain(query, document.id) if document else None
    promoted = _("Editors have put it first.") if hit.is_promoted else ""
    if explanation is None or document is None:
        return Explained(hit, 0.0, (), promoted or _("Nothing is known about its points."))
    parts = sorted(_joined(explanation.parts, found), key=lambda part: -abs(part.points))
    most = max((abs(part.points) for part in parts if part.field != "exact_title"), default=0.0) or 1.0
    lines = tuple(
        Line(_said(part, document, found), part.points, min(100, max(1, round(100 * abs(part.points) / most))))
        for part in parts
    )
    translation = (
        _("Found in its translation “%(title)s”.") % {"title": document.title} if document.id != hit.id else ""
    )
    return Explained(hit, explanation.score, lines, " ".join(filter(None, (promoted, translation))))


def _joined(parts: Iterable[ExplainedPart], found: EngineHits) -> list[ExplainedPart]:
    """Return the parts with the points of the same word in the same field added up.

    The very word that was typed is also the one that is written most like it.
    """
    typed = {
        (one.typed, word)
        for one in found.understood.wanted
        for way in one.ways
        if way.why == "typed"
        for term in way.terms
        for word in (term.word, *term.parts)
    }
    points: dict[tuple[str, str, str, str], float] = {}
    for part in parts:
        why = "typed" if (part.typed, part.word) in typed else part.why
        key = part.typed, part.word, why, part.field
        points[key] = points.get(key, 0.0) + part.points
    return [ExplainedPart(*key, points=sum_of) for key, sum_of in points.items()]


def _said(part: ExplainedPart, document: SearchDocument, found: EngineHits) -> str:
    if not part.typed:
        return _whole(part.field)
    written = _written(part.word, document, found) or part.word
    return _("“%(word)s” %(where)s%(because)s") % {
        "word": written,
        "where": _where(part.field),
        "because": _because(part, written),
    }


def _whole(field: str) -> str:
    return {
        "phrase": _("The words stand side by side"),
        "exact_title": _("The title is exactly what was typed"),
        "whole_title": _("The title says all that was asked"),
        "language": _("The page is in another language"),
        "recency": _("It is new"),
        "nearness": _("It is near the place"),
    }.get(field, field)


def _where(field: str) -> str:
    return {
        "title": _("in the title"),
        "keywords": _("in the editors’ keywords"),
        "body": _("in the text"),
        "title_parts": _("as part of a word in the title"),
        "body_parts": _("as part of a word in the text"),
    }.get(field, field)


def _because(part: ExplainedPart, written: str) -> str:
    reason = {
        "corrected": _(", taken for “%(typed)s”"),
        "similar": _(", written much like “%(typed)s”"),
        "synonym": _(", a synonym of “%(typed)s”"),
        "translated": _(", a translation of “%(typed)s”"),
    }.get(part.why, "")
    return reason % {"typed": part.typed} if reason else ""


def _written(word: str, document: SearchDocument, found: EngineHits) -> str | None:
    """Return the word as the page writes it: the index holds stems."""

    def held(one: str) -> str:
        terms = found.analyzer.terms(one, document.language)
        return word if any(word == term.word or word in term.parts for term in terms) else ""

    return surface_of(word, f"{document.title} {document.keywords} {document.body}", held)


def _understood(wanted: Sequence[Wanted]) -> Iterable[str]:
    """Return a sentence for each word that was understood as more than it says."""
    for one in wanted:
        said = []
        for way in one.ways:
            words = " ".join(term.typed for term in way.terms)
            if way.why == "corrected":
                said.append(_("taken for “%(word)s”") % {"word": way.terms[-1].typed})
            elif way.why == "synonym":
                said.append(_("synonym “%(word)s”") % {"word": words})
            elif way.why == "translated":
                said.append(_("translation “%(word)s”") % {"word": words})
            said += [
                _("made of %(parts)s") % {"parts": " + ".join(term.parts)} for term in way.terms if len(term.parts) > 1
            ]
        if one.similar:
            own = {term.word for way in one.ways for term in way.terms}
            if alike := [word for word, _likeness in one.similar if word not in own][:MOST_ALIKE]:
                said.append(_("written much alike: %(words)s") % {"words": ", ".join(alike)})
        yield _("“%(word)s”") % {"word": one.typed} + (f": {'; '.join(dict.fromkeys(said))}" if said else "")
