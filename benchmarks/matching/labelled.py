"""Offers and profiles that carry the names and skills of real occupations: the named data of the answers benchmark.

The same seed gives the same records. Occupations follow Zipf's law (exponent .9) over a shuffled ESCO; an offer's title
is one of the occupation's German names with what advertisements add, its skills are drawn from the occupation's, its
place is one of :data:`N_PLACES` in and around a district, larger places more often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from matching.engine import INTERESTS, Offer, Profile, Taxonomy

TODAY = date(2026, 5, 4)
N_PLACES = 2_000
N_PROVIDERS = 5_000
SEED = 2026

_CENTER = (51.2, 14.7)
_ADDED = ("", " (m/w/d)", " in Teilzeit", " ab sofort (m/w/d)", " (m/w/d) in Görlitz", " Vollzeit oder Teilzeit")
_INTERESTS = sorted(INTERESTS)
_HOURS = ((38.0, 40.0), (20.0, 30.0), (30.0, 40.0), (10.0, 20.0), (39.0, 39.0), (float("nan"), float("nan")))


@dataclass(frozen=True)
class _World:
    """What both kinds of records are drawn from."""

    taxonomy: Taxonomy
    random: np.random.Generator
    order: np.ndarray
    places: np.ndarray

    @classmethod
    def of(cls, taxonomy: Taxonomy, seed: int) -> _World:
        fixed = np.random.default_rng(SEED)
        order = fixed.permutation(len(taxonomy.occupation_ids))
        places = np.round(fixed.normal(_CENTER, (0.35, 0.5), (N_PLACES, 2)), 4)
        return cls(taxonomy, np.random.default_rng(seed), order, places)

    def occupation(self) -> str:
        return self.taxonomy.occupation_ids[self.order[self._zipf(len(self.order), 0.9)]]

    def place(self) -> tuple[float, float]:
        latitude, longitude = self.places[self._zipf(N_PLACES, 0.8)]
        return float(latitude), float(longitude)

    def title(self, occupation: str) -> str:
        return self.pick(self.taxonomy.labels(occupation)) + self.pick(_ADDED)

    def some(self, values: tuple[str, ...], most: int) -> frozenset[str]:
        n = min(len(values), int(self.random.integers(most + 1)))
        return (
            frozenset(values[place] for place in self.random.choice(len(values), n, replace=False))
            if n
            else frozenset()
        )

    def pick(self, values):
        return values[int(self.random.integers(len(values)))]

    def is_so(self, share: float) -> bool:
        return bool(self.random.random() < share)

    def _zipf(self, n: int, exponent: float) -> int:
        cumulated = _CUMULATED.setdefault((n, exponent), np.cumsum(np.arange(1, n + 1) ** -exponent))
        return int(np.searchsorted(cumulated, self.random.random() * cumulated[-1]))


_CUMULATED: dict[tuple[int, float], np.ndarray] = {}


def labelled_offers(taxonomy: Taxonomy, n: int, *, seed: int = SEED) -> Iterator[Offer]:
    """Yield offers with ids "offer-000000" and so on."""
    world = _World.of(taxonomy, seed)
    for number in range(n):
        yield labelled_offer(world, f"offer-{number:06}")


def labelled_offer(world: _World, identifier: str) -> Offer:
    concept = world.occupation()
    occupation = world.taxonomy.occupation(concept)
    latitude, longitude = world.place()
    hours_min, hours_max = world.pick(_HOURS)
    return Offer(
        id=identifier,
        provider=f"provider-{world.random.integers(N_PROVIDERS)}",
        title=world.title(concept),
        occupations=(concept,) if world.is_so(0.8) else (concept, world.occupation()),
        skills_essential=world.some(occupation.essential, 12),
        skills_optional=world.some(occupation.optional, 6),
        interests=world.some(tuple(_INTERESTS), 2),
        latitude=latitude,
        longitude=longitude,
        remote_share=float(world.pick((0.0, 0.0, 0.0, 0.2, 0.5, 1.0))),
        hours_min=hours_min,
        hours_max=hours_max,
        weekdays=world.pick((frozenset(), frozenset({0, 1, 2, 3, 4}), frozenset({5, 6}))),
        every_weeks=world.pick((None, 1, 2)),
        german_level=world.pick((None, 2, 3, 4, 5)),
        qualification_level=world.pick((None, 3, 4, 5, 6)),
        certificates=frozenset({"driving_license_b"}) if world.is_so(0.05) else frozenset(),
        minimum_age=18 if world.is_so(0.1) else None,
        published_on=TODAY - timedelta(days=int(world.random.integers(120))),
        expires_on=TODAY + timedelta(days=int(world.random.integers(-2, 90))),
    )


def labelled_profiles(taxonomy: Taxonomy, n: int, *, seed: int = SEED + 1) -> Iterator[Profile]:
    """Yield profiles who tell everything about themselves: the most work for a question."""
    world = _World.of(taxonomy, seed)
    for number in range(n):
        concept = world.occupation()
        latitude, longitude = world.place()
        occupation = world.taxonomy.occupation(concept)
        yield Profile(
            id=f"profile-{number:06}",
            titles=(world.pick(taxonomy.labels(concept)),),
            occupations=(concept, world.occupation()),
            skills=world.some(occupation.essential, 10) | world.some(occupation.optional, 5),
            interests=world.some(tuple(_INTERESTS), 3),
            latitude=latitude,
            longitude=longitude,
            radius_km=float(world.pick((10, 20, 30, 50))),
            hours_min=20.0,
            hours_max=float(world.pick((25, 30, 40))),
            weekdays=frozenset({0, 1, 2, 3}),
            every_weeks=world.pick((1, 2)),
            german_level=world.pick((2, 3, 4, 5)),
            languages=frozenset({"de"}),
            qualification_level=world.pick((3, 4, 5, 6)),
            age_years=30,
        )
