"""Concepts in memory, found by any of their names in any language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from search.lexicon.phrases import is_inflected, is_surely_inflected, phrase_of
from search.lexicon.shapes import Alternative, Concept


class ConceptTable:
    """A source that says for each name of a concept its other names; its table is made at the first question.

    Parameters
    ----------
    concepts : iterable of Concept
        Where they say the same as others, all of them count.
    synonym_weight, translation_weight : float
        How much names in the same and in another language count, in (0, 1].
    """

    def __init__(self, concepts: Iterable[Concept], *, synonym_weight: float, translation_weight: float) -> None:
        self._concepts = tuple(concepts)
        self._synonym_weight = synonym_weight
        self._translation_weight = translation_weight

    def find(self, phrases: Mapping[str, str], language: str) -> Mapping[str, Collection[Alternative]]:
        """Return what concepts with such a name are called besides; an inflected name is one, if no exact one is."""
        found = {}
        for text, stems in phrases.items():
            entries = self._table.get((language, stems), ())
            exact = [entry for entry in entries if entry[0] == text]
            chosen = exact or [entry for entry in entries if is_inflected(text, entry[0], language)]
            if chosen:
                is_sure = any(is_surely_inflected(text, name, language) for name, _concept in chosen)
                said = (way for _name, one in chosen for way in self._other_names(one, language, stems, is_sure))
                found[text] = tuple(dict.fromkeys(said))
        return found

    @cached_property
    def _table(self) -> dict[tuple[str, str], list[tuple[str, Concept]]]:
        table: dict[tuple[str, str], list[tuple[str, Concept]]] = {}
        for concept in self._concepts:
            for language, names in concept.names.items():
                for phrase in {phrase_of(name, language) for name in names} - {None}:
                    assert phrase is not None
                    table.setdefault((language, phrase.stems), []).append((phrase.text, concept))
        return table

    def _other_names(self, concept: Concept, language: str, stems: str, is_sure: bool) -> Iterable[Alternative]:
        for other, names in concept.names.items():
            if other == language and not concept.is_synonymous:
                continue
            weight = self._synonym_weight if other == language else self._translation_weight
            for name in names:
                phrase = phrase_of(name, other)
                if phrase and (other != language or phrase.stems != stems):
                    yield Alternative(tuple(phrase.text.split()), other, weight, is_sure)
