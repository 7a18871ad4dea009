"""What can go wrong in the engine: one named error per cause, so that callers can answer each in its own way."""

from __future__ import annotations


class EngineError(Exception):
    """Base of everything the engine raises on purpose."""


class DuplicateIdError(EngineError):
    """Two records of one table carry the same id; a ranking could not tell them apart."""

    def __init__(self, duplicate_id: str) -> None:
        super().__init__(f"The id {duplicate_id!r} occurs more than once.")
        self.duplicate_id = duplicate_id


class TaxonomyDataError(EngineError):
    """A reference file is missing or does not have the columns the taxonomy reads."""


class UnknownConceptError(EngineError, KeyError):
    """An occupation or skill was asked for that the taxonomy does not contain."""

    def __init__(self, concept_id: str) -> None:
        super().__init__(f"The taxonomy has no concept {concept_id!r}.")
        self.concept_id = concept_id


class WeightsError(EngineError):
    """Weights that cannot order anything: they do not sum to 1, are negative or name a part nobody scores."""


class ShapeMismatchError(EngineError):
    """Arrays that describe the same pairs have different lengths."""
