"""How much each part counts in a program, and the rules of its list: a record that people write and version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from matching.engine.errors import WeightsError

PROVIDER_WINDOW: Final = 10
"""Of so many neighbouring places a provider gets at most :attr:`Weights.provider_limit`."""

_TOLERANCE: Final = 1e-6
_PACKAGED_WEIGHTS: Final = Path(__file__).resolve().parents[2] / "data" / "weights.json"


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each part counts in one program; a coordinator edits them, each edit is a new version.

    `parts` sum to 1. `neutral` is what an unknown part scores, `good_match` the score from which on an offer is a
    good match, `minimum` the score below which nothing is shown. `provider_limit` is how many of ten neighbouring
    places one provider gets at most (0: as many as it likes). With `is_exposure_on`, at least `exposure_least` of the
    first `exposure_first` places show an occupation that is untypical or in shortage.

    Raises
    ------
    WeightsError
        If the weights cannot order anything.
    """

    program: str
    version: int
    parts: Mapping[str, float]
    neutral: float = 0.5
    good_match: float = 0.6
    minimum: float = 0.35
    provider_limit: int = 3
    is_exposure_on: bool = True
    exposure_first: int = 6
    exposure_least: int = 2

    def __post_init__(self) -> None:
        if not self.parts or any(not 0 <= weight <= 1 for weight in self.parts.values()):
            raise WeightsError(f"Each weight of {self.program!r} must lie between 0 and 1.")
        if abs(sum(self.parts.values()) - 1) > _TOLERANCE:
            raise WeightsError(f"The weights of {self.program!r} sum to {sum(self.parts.values()):.4f} instead of 1.")
        if not 0 <= self.minimum <= self.good_match <= 1 or not 0 <= self.neutral <= 1:
            raise WeightsError(f"The thresholds of {self.program!r} must lie between 0 and 1, the minimum lowest.")
        if self.provider_limit < 0 or not 0 <= self.exposure_least <= self.exposure_first:
            raise WeightsError(f"The rules for the list of {self.program!r} ask for more places than there are.")
        object.__setattr__(self, "parts", dict(self.parts))  # a copy: later edits of the source do not reach us

    @property
    def counting(self) -> tuple[str, ...]:
        """Names of the parts that count, in the order of the weights."""
        return tuple(name for name, weight in self.parts.items() if weight > 0)


@lru_cache(maxsize=4)
def load_weights(path: Path | None = None) -> Mapping[str, Weights]:
    """Return the packaged weights by program: the first version of what coordinators edit."""
    programs = json.loads((path or _PACKAGED_WEIGHTS).read_text(encoding="utf-8"))
    return MappingProxyType({name: Weights(program=name, **fields) for name, fields in programs.items()})
