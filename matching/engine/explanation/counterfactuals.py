"""What a person could change so that an offer moves up; each is found by ranking again, never by guessing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.engine.entities import Profile
from matching.engine.explanation.changes import CHANGED_PARTS, Change, with_change
from matching.engine.explanation.records import Contribution, Counterfactual, Opening
from matching.engine.explanation.time_budget import TimeBudget
from matching.engine.explanation.tried import changes_for, lifting_changes
from matching.engine.pipeline import JudgedPairs, Pipeline, PipelineRun, Shortlist
from matching.engine.ranking import Arrangement
from matching.engine.tables import FloatArray, IntArray, Pairs, ProfileTable

SMALLEST_GAIN: Final = 0.01
"""A change that moves the score by less is not worth telling, even if it moves the offer up."""

LARGE_GAIN: Final = 0.05
"""From here on a change is worth telling even if the offer stays in its place."""

MOST_TOLD: Final = 3
"""So many changes are told of one offer; a person reads no fourth."""

MOST_RERUNS: Final = 8
"""So many changes are ranked again for one list, those of its first offers; an equal change costs nothing more."""

OPENING_UP_TO: Final = 10
"""What a lifted rule would bring is told if it would stand so high."""


@dataclass(frozen=True, slots=True)
class _Try:
    """A change that is tried on the offer of a row, for the sake of one part."""

    row: int
    part: str
    change: Change


@dataclass(frozen=True, eq=False)
class _Rerun:
    """What comes first after one change, and in which order it would be shown."""

    shortlist: Shortlist
    arrangement: Arrangement

    def rank_of(self, position: int) -> int | None:
        ranks = np.flatnonzero(self.arrangement.order == position)
        return int(ranks[0]) + 1 if len(ranks) else None

    def score_of(self, position: int) -> float:
        return float(self.shortlist.combined.score[position])


class WhatIf:
    """Answers "what would move these offers up?" for the first ones of a list; equal changes are computed once.

    All changes are first tried on their offers alone, together; what gains enough is ranked again among all offers, as
    long as there is time.

    Parameters
    ----------
    run : PipelineRun
        Of the person as they are.
    judged : JudgedPairs
        The first offers of the list, in its order.
    encode : callable
        Makes a table of changed persons.
    arrange : callable
        Applies the rules of the list.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        run: PipelineRun,
        judged: JudgedPairs,
        *,
        profile: Profile,
        encode: Callable[[Sequence[Profile]], ProfileTable],
        arrange: Callable[[Shortlist], Arrangement],
        budget: TimeBudget,
    ) -> None:
        self._pipeline = pipeline
        self._run = run
        self._judged = judged
        self._profile = profile
        self._encode = encode
        self._arrange = arrange
        self._budget = budget
        self._lifting = lifting_changes(run, profile)
        self._encoded: dict[Change, tuple[ProfileTable, int]] = {}
        self._reruns: dict[Change, _Rerun] = {}

    def about(self, contributions: Sequence[Sequence[Contribution]]) -> list[tuple[Counterfactual, ...]]:
        """Return for each offer the changes that raise its score most, greatest gain first.

        Parameters
        ----------
        contributions : sequence of sequence of Contribution
            Those of each judged offer.
        """
        if self._budget.is_spent:
            return [()] * len(contributions)
        tries = [
            _Try(row, contribution.part, change)
            for row, parts in enumerate(contributions)
            for contribution in parts
            for change in changes_for(contribution, self._judged, row)
        ]
        best: dict[tuple[int, str], tuple[float, Change]] = {}
        for one, score in zip(tries, self._scores_alone(tries).tolist(), strict=True):
            known = best.get((one.row, one.part))
            if known is None or score > known[0]:
                best[one.row, one.part] = (score, one.change)
        gains: list[dict[Change, float]] = [{} for _ in contributions]
        for (row, _), (score, change) in best.items():
            # The first offer cannot move up.
            if score >= float(self._judged.scores[row]) + (SMALLEST_GAIN if row else LARGE_GAIN):
                gains[row][change] = score
        return [self._told_of(row, some) for row, some in enumerate(gains)]

    def openings(self) -> tuple[Opening, ...]:
        """Return what would stand in the list if one thing lifted a hard rule, best place first."""
        self._encode_all(change for changes in self._lifting for change in changes)
        found = [opening for changes in self._lifting for opening in self._first_opening(changes)]
        return tuple(sorted(found, key=lambda opening: opening.new_rank))

    def _told_of(self, row: int, gains: dict[Change, float]) -> tuple[Counterfactual, ...]:
        best_changes = sorted(gains, key=lambda change: -gains[change])[:MOST_TOLD]
        found = (self._told(change, row) for change in best_changes if self._may_rerun(change))
        return tuple(counterfactual for counterfactual in found if counterfactual is not None)

    def _told(self, change: Change, row: int) -> Counterfactual | None:
        rerun = self._rerun(change)
        position = rerun.shortlist.position_of(self._judged.offers.ids[row])
        if position is None:
            return None
        new_score, new_rank = rerun.score_of(position), rerun.rank_of(position)
        is_higher = new_rank is not None and new_rank < row + 1
        if not is_higher and new_score < float(self._judged.scores[row]) + LARGE_GAIN:
            return None
        return Counterfactual(change=change.kind, value=change.value, new_score=new_score, new_rank=new_rank)

    def _first_opening(self, changes: Iterable[Change]) -> list[Opening]:
        """Return the best offer that the first change with any success brings into the list."""
        for change in changes:
            if self._budget.is_spent:
                break
            rerun = self._rerun(change)
            for rank, position in enumerate(rerun.arrangement.order[:OPENING_UP_TO].tolist(), start=1):
                offer_id = rerun.shortlist.listed.ids[position]
                # What the changed list lifted, but was a candidate before, was not excluded.
                if self._run.position_of(offer_id) is None:
                    new_score = rerun.score_of(position)
                    return [
                        Opening(
                            offer_id=offer_id,
                            change=change.kind,
                            value=change.value,
                            new_score=new_score,
                            new_rank=rank,
                        )
                    ]
        return []

    def _scores_alone(self, tries: Sequence[_Try]) -> FloatArray:
        """Return what each change would make of its offer, without looking at the others."""
        # Those of the openings are wanted soon: together it is less work.
        self._encode_all([*(one.change for one in tries), *(change for some in self._lifting for change in some)])
        rows = np.array([one.row for one in tries], dtype=np.int64)
        scores = self._judged.scores[rows]
        weights = self._pipeline.weights
        for number, (name, scorer) in enumerate(self._pipeline.scorers.items()):
            mine = np.array(
                [place for place, one in enumerate(tries) if name in CHANGED_PARTS[one.change.kind]], dtype=np.int64
            )
            if len(mine):
                profiles, changed = self._encoded_rows([tries[place].change for place in mine.tolist()])
                new = scorer.score(profiles, self._judged.offers, Pairs(changed, rows[mine]))
                old = self._judged.parts[number, rows[mine]]
                gains = np.nan_to_num(new, nan=weights.neutral) - np.nan_to_num(old, nan=weights.neutral)
                scores[mine] += weights.parts[name] * gains
        return scores

    def _encode_all(self, changes: Iterable[Change]) -> None:
        """Encode all of these changes at once, each once."""
        new = [change for change in dict.fromkeys(changes) if change not in self._encoded]
        if new:
            table = self._encode([with_change(self._profile, change) for change in new])
            self._encoded |= {change: (table, row) for row, change in enumerate(new)}

    def _encoded_rows(self, changes: Sequence[Change]) -> tuple[ProfileTable, IntArray]:
        """Return the table that holds all of these changes, and the row of each."""
        tables, rows = zip(*(self._encoded[change] for change in changes), strict=True)
        return tables[0], np.array(rows, dtype=np.int64)

    def _may_rerun(self, change: Change) -> bool:
        return change in self._reruns or (len(self._reruns) < MOST_RERUNS and not self._budget.is_spent)

    def _rerun(self, change: Change) -> _Rerun:
        if change not in self._reruns:
            parts = CHANGED_PARTS[change.kind]
            shortlist = self._pipeline.run_again(self._run, *self._encoded[change], changed_parts=parts)
            self._reruns[change] = _Rerun(shortlist, self._arrange(shortlist))
        return self._reruns[change]
