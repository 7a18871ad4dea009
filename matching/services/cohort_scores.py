"""The scores of a whole cohort: every mentee with every mentor, by the rules and weights of the mentoring program."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from matching import engine

NO_CONSENT = engine.RULES.index("consent_missing")


@dataclass(frozen=True, eq=False)
class CohortScores:
    """Both sides as tables, what each part gave each eligible pair, and how it adds up.

    `parts` has shape (n_parts, n_eligible_pairs), `rules` (n_mentees, n_mentors) with the position of the excluding
    rule in ``engine.RULES`` or -1.
    """

    profiles: engine.ProfileTable
    mentors: engine.OfferTable
    scorers: Mapping[str, engine.Scorer]
    weights: engine.Weights
    pairs: engine.Pairs
    parts: np.ndarray
    rules: np.ndarray

    @cached_property
    def combined(self) -> engine.Combined:
        """Score and number of known parts of each eligible pair."""
        return engine.combine(self.parts, self.weights)

    @property
    def matrix(self) -> np.ndarray:
        """Scores, shape (n_mentees, n_mentors); ``nan`` where a rule excludes the pair."""
        scores = np.full(self.rules.shape, np.nan)
        # Weights sum to 1 only nearly.
        scores[self.pairs.profile, self.pairs.offer] = np.clip(self.combined.score, 0.0, 1.0)
        return scores

    def explained(self, mentee_id: str, mentor_id: str) -> engine.Ranked:
        """Return one eligible pair with its score taken apart; it stands alone, so its rank is 1."""
        profile, mentor = self.profiles.row_of[mentee_id], self.mentors.row_of[mentor_id]
        position = int(np.flatnonzero((self.pairs.profile == profile) & (self.pairs.offer == mentor))[0])
        score = float(self.combined.score[position])
        explanation = engine.Explanation(
            score=score,
            contributions=tuple(
                self._contribution(name, float(part), profile, mentor)
                for name, part in zip(self.scorers, self.parts[:, position], strict=True)
            ),
            missing=tuple(
                engine.Missing(part=name, side=field.partition(".")[0], field=field.partition(".")[2])
                for name, scorer in self.scorers.items()
                for field in scorer.unknown_fields(self.profiles, self.mentors, profile, mentor)
            ),
        )
        return engine.Ranked(
            offer_id=mentor_id,
            score=score,
            rank=1,
            is_good_match=bool(self.combined.is_good_match(self.weights)[position]),
            explanation=explanation,
        )

    def _contribution(self, name: str, part: float, profile: int, mentor: int) -> engine.Contribution:
        weight, is_known = self.weights.parts[name], not np.isnan(part)
        reason = self.scorers[name].reason(self.profiles, self.mentors, profile, mentor) if is_known else None
        return engine.Contribution(
            part=name,
            score=part if is_known else None,
            weight=weight,
            contribution=weight * (part if is_known else self.weights.neutral),
            reason=reason.code if reason else f"{name}_unknown",
            figures=reason.figures if reason else {},
        )


def score_cohort(
    *,
    mentees: Collection[engine.Profile],
    mentors: Collection[engine.Mentor],
    without_consent: Collection[str],
    weights: engine.Weights,
    today: date,
) -> CohortScores:
    """Judge every pair by the rules, and score those that may be; `without_consent` are ids of mentees."""
    taxonomy = engine.load_taxonomy()
    profiles = engine.encode_profiles(list(mentees), taxonomy).asked(today)
    table = engine.encode_mentors(list(mentors), taxonomy)
    # A full mentor is no rule here but a capacity: it is weighed against the wishes of all.
    judged = replace(table, capacity_left=np.maximum(table.capacity_left, 1))
    rules = np.full((len(profiles), len(table)), -1, dtype=np.int8)
    for row, mentee_id in enumerate(profiles.ids):
        rules[row] = engine.eligible(profiles, judged, row, today=today).rule
        if mentee_id in without_consent:
            rules[row, rules[row] == -1] = NO_CONSENT
    everybody = engine.Pairs.all_of(len(profiles), len(table))
    pairs = everybody.take(rules.ravel() == -1)
    known = engine.all_scorers(taxonomy)
    scorers = {name: known[name] for name in weights.counting}
    parts = np.array([scorer.score(profiles, judged, pairs) for scorer in scorers.values()])
    return CohortScores(profiles, judged, scorers, weights, pairs, parts.reshape(len(scorers), len(pairs)), rules)
