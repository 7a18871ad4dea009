"""Hits that everybody may see at this moment, translations of one page as one result in the visitor's language."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from search.documents import source_named, visible_ids
from search.documents.shape import document_id
from search.engines import EngineHit


def visible(hits: Sequence[EngineHit]) -> list[EngineHit]:
    """Return the hits that everybody may see now: one question per source."""
    seen = visible_ids((hit.source, hit.object_id) for hit in hits)
    return [hit for hit in hits if hit.object_id in seen.get(hit.source, ())]


def one_per_page(hits: Sequence[EngineHit], language: str) -> dict[str, tuple[EngineHit, EngineHit]]:
    """Return each page once, where its best translation stands, in the visitor's language if everybody may see that.

    By id of what is shown: the hit that is shown, and the one that was found for the words.
    """
    groups: defaultdict[tuple[str, str], list[EngineHit]] = defaultdict(list)
    for hit in hits:
        groups[hit.source, hit.translation_key or hit.id].append(hit)
    spoken = {key: next((hit for hit in group if hit.language == language), None) for key, group in groups.items()}
    missing = [hit for key, group in groups.items() if spoken[key] is None for hit in group if hit.translation_key]
    translated = _translations(missing, language)
    shown: dict[str, tuple[EngineHit, EngineHit]] = {}
    for (source, key), group in groups.items():
        best = group[0]
        mine = spoken[source, key]
        if mine is not None and mine is not best:
            best = mine._replace(score=best.score)
        hit = best
        if mine is None and (object_id := translated.get((source, key))):
            hit = best._replace(id=document_id(source, object_id), object_id=object_id, language=language)
        shown[hit.id] = hit, best
    return shown


def _translations(hits: Collection[EngineHit], language: str) -> dict[tuple[str, str], str]:
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for hit in hits:
        keys[hit.source].add(hit.translation_key)
    return {
        (name, key): object_id
        for name, wanted in keys.items()
        for key, object_id in source_named(name).translations(wanted, language).items()
    }
