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


class UnknownKindError(EngineError):
    """An offer is of a kind that the engine does not know."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"There is no kind of offer {kind!r}.")
        self.kind = kind


class WeightsError(EngineError):
    """Weights that cannot order anything: they do not sum to 1, are negative or name a part nobody scores."""


class ShapeMismatchError(EngineError):
    """Arrays that describe the same pairs have different lengths."""


class BrokenScorerError(EngineError):
    """A scorer answered with something that is no score; nothing that it judged may be shown."""

    def __init__(self, part: str) -> None:
        super().__init__(f"The scorer of {part!r} answered with something that is no score.")
        self.part = part


class OutOfTimeError(EngineError):
    """The time that a question may take was over before there was a ranking."""


class CapacityError(EngineError):
    """A mentor's capacity is no number of persons."""


class ScoreRangeError(EngineError):
    """A score or wish lies outside of [0, 1]; sums of such numbers would mean nothing."""


class UnknownPersonError(EngineError, KeyError):
    """A pinned or forbidden pair names somebody who does not belong to the cohort."""

    def __init__(self, person_id: str) -> None:
        super().__init__(f"Nobody in this cohort has the id {person_id!r}.")
        self.person_id = person_id


class PinError(EngineError):
    """A pinned pair cannot be kept; `conflict` says against what.

    One of "pinned_twice" (the mentee has two pins), "forbidden", "not_eligible" (a hard rule) and "over_capacity"
    (more pins than the mentor has places).
    """

    def __init__(self, mentee_id: str, mentor_id: str, *, conflict: str) -> None:
        super().__init__(f"{mentee_id!r} cannot be pinned to {mentor_id!r}: {conflict}.")
        self.mentee_id, self.mentor_id, self.conflict = mentee_id, mentor_id, conflict


class JudgedSetError(EngineError):
    """A judged set that cannot be read, or that judges nothing."""
