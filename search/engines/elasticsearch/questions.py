"""Queries as requests. A visitor's text reaches the server only as analyzed words between spaces."""

import base64
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any, Final

from search.analysis import title_forms, title_key
from search.engines.base import (
    MOST_HITS,
    EngineHit,
    EngineHits,
    EngineQuery,
    EngineSuggestion,
    Explanation,
    SearchUnavailableError,
)
from search.engines.elasticsearch.asked_index import AskedIndex
from search.engines.elasticsearch.cluster import Reply, reading_an_answer
from search.engines.elasticsearch.shape import FACET_SIGN, microseconds, moment_of
from search.engines.ranking import Candidate, Ranking
from search.engines.rarest import rarest
from search.engines.understanding import LANGUAGES, MOST_TERMS, UnderstoodQuery, understand

ENGINE: Final = "elasticsearch"
COUNTED_UP_TO: Final = 1_000  # hits; beyond, the server may skip documents that cannot be among the best
RETRIEVED_BY: Final = ["title_parts^3", "body_parts"]
LONGEST_PREFIX: Final = 100  # characters that a title is looked up by; the server refuses thousands
EXACT_TITLE_BOOST: Final = 1_000.0
STORED: Final = [
    *("source", "object_id", "kind", "language", "translation_key", "facets", "latitude", "longitude", "dated_at"),
    *("title_key", "forward"),
]


def search(asked: AskedIndex, query: EngineQuery) -> EngineHits:
    """Return the best documents: any word may match, rare words and titles count more, an exact title goes first."""
    understood = _understand(asked, query)
    if not understood.wanted:
        return EngineHits((), understood, asked.analyzer, ENGINE)
    candidates, is_cut = _retrieve(asked, query, understood)
    ranking = Ranking(query, understood, candidates, asked, title_key=title_key(query.text))
    return EngineHits(tuple(ranking.hits()[: query.limit]), understood, asked.analyzer, ENGINE, is_cut=is_cut)


def explain(asked: AskedIndex, query: EngineQuery, document_id: str) -> Explanation | None:
    """Return how a document earns its score among the candidates of a query; nothing when it is none of them."""
    understood = _understand(asked, query)
    if not understood.wanted:
        return None
    candidates, _is_cut = _retrieve(asked, query, understood)
    return Ranking(query, understood, candidates, asked, title_key=title_key(query.text)).explain(document_id)


def _retrieve(asked: AskedIndex, query: EngineQuery, understood: UnderstoodQuery) -> tuple[list[Candidate], bool]:
    """Return the candidates, and whether there are more."""
    answer = asked.cluster.ask(
        lambda client: client.search(index=asked.index, **_request(asked, query, understood)),
        seconds=asked.budget.seconds_left,
    )
    with reading_an_answer():
        candidates = _candidates(answer)
        return candidates, answer["hits"]["total"]["value"] > len(candidates)


def _understand(asked: AskedIndex, query: EngineQuery) -> UnderstoodQuery:
    analyzer = asked.analyzer
    asked.learn(  # all at once, so that the questions that follow are answered already
        word
        for language in {query.language, *LANGUAGES}
        for term in analyzer.terms(query.text, language)[:MOST_TERMS]
        for word in (term.word, *term.parts)
    )
    understood = understand(
        query.text, query.language, analyzer=analyzer, vocabulary=asked, lexicon=query.lexicon, exact=query.exact
    )
    asked.learn(chain(*_words_of(understood)))
    return understood


def titles(
    text: str, *, language: str, sources: Collection[str], moment: datetime, limit: int
) -> dict[str, Any] | None:
    """Return the request for titles that hold all words typed; any of these may be unfinished."""
    wanted = title_forms(text)[:MOST_TERMS]
    if not wanted:
        return None
    words = [
        {"bool": {"should": [{"prefix": {"title_words": {"value": form[:LONGEST_PREFIX]}}} for form in forms]}}
        for forms in wanted
    ]
    key = title_key(text)
    order = [
        _constant({"prefix": {"title_key": {"value": key[:LONGEST_PREFIX]}}}, 2.0),
        _constant({"term": {"language": language}}, 1.0),
    ]
    return {
        "query": {"bool": {"filter": [*words, *_available_to(sources, moment)], "should": order}},
        "sort": [{"_score": "desc"}, {"title_length": "asc"}, {"id": "asc"}],
        "size": limit,
        "source": False,
        "source_includes": ["document.title"],
        "docvalue_fields": ["source", "object_id", "kind", "language"],
        "track_total_hits": False,
        "allow_partial_search_results": False,
    }


def suggestions_of(answer: Reply) -> list[EngineSuggestion]:
    """Return the titles of an answer."""
    return [
        EngineSuggestion(
            source=hit["fields"]["source"][0],
            object_id=hit["fields"]["object_id"][0],
            kind=hit["fields"]["kind"][0],
            title=hit["_source"]["document"]["title"],
            language=hit["fields"]["language"][0],
        )
        for hit in whole(answer)
    ]


def whole(answer: Reply) -> list[Any]:
    """Return the hits of an answer; raises SearchUnavailableError when parts of the index did not answer."""
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise SearchUnavailableError("Elasticsearch: half an answer")
    return list(answer["hits"]["hits"])


def _request(asked: AskedIndex, query: EngineQuery, understood: UnderstoodQuery) -> dict[str, Any]:
    exact = _constant({"term": {"title_key": title_key(query.text)}}, EXACT_TITLE_BOOST)
    return {
        "query": {
            "bool": {
                "should": [*_clauses(asked, understood), exact],
                "minimum_should_match": 1,
                "filter": _available(query),
            }
        },
        "size": MOST_HITS,
        "source": False,
        "docvalue_fields": STORED,
        "track_total_hits": COUNTED_UP_TO,
        "allow_partial_search_results": False,
    }


def _clauses(asked: AskedIndex, understood: UnderstoodQuery) -> list[dict[str, Any]]:
    wanted = rarest(understood, asked.frequencies)
    return [{"combined_fields": {"query": " ".join(wanted), "fields": RETRIEVED_BY}}] if wanted else []


def _words_of(understood: UnderstoodQuery) -> Iterator[list[str]]:
    for wanted in understood.wanted:
        yield [word for way in wanted.ways for term in way.terms for word in (term.word, *term.parts)]
        yield [word for word, _likeness in wanted.similar]


def _available(query: EngineQuery) -> list[dict[str, Any]]:
    return _available_to(query.sources, query.moment)


def _available_to(sources: Collection[str], moment: datetime) -> list[dict[str, Any]]:
    now = microseconds(moment)
    return [
        {"terms": {"source": list(sources)}},
        {"range": {"available_from": {"lte": now}}},
        {"range": {"available_until": {"gt": now}}},
    ]


def _constant(query: Mapping[str, Any], boost: float) -> dict[str, Any]:
    return {"constant_score": {"filter": query, "boost": boost}}


def _candidates(answer: Reply) -> list[Candidate]:
    # A document that somebody changed by hand has lost its record; the nightly comparison finds it.
    return [_candidate(hit) for hit in whole(answer) if "forward" in hit["fields"]]


def _candidate(hit: Mapping[str, Any]) -> Candidate:
    stored = hit["fields"]
    dated_at = stored.get("dated_at")
    return Candidate(
        hit=EngineHit(
            id=hit["_id"],
            source=stored["source"][0],
            object_id=stored["object_id"][0],
            kind=stored["kind"][0],
            language=stored["language"][0],
            score=0.0,
            translation_key=stored.get("translation_key", [""])[0],
            facets=tuple(_facet(one) for one in stored.get("facets", ())),
            latitude=stored.get("latitude", [None])[0],
            longitude=stored.get("longitude", [None])[0],
            dated_at=moment_of(dated_at[0]) if dated_at else None,
        ),
        record=base64.b64decode(stored["forward"][0]),
        title_key=stored.get("title_key", [""])[0],
    )


def _facet(stored: str) -> tuple[str, str]:
    facet, _sign, value = stored.partition(FACET_SIGN)
    return facet, value
