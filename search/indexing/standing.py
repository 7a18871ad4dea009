"""How the copies of the index are, for operators and the health page."""

from dataclasses import dataclass

from matching import changes
from search.engines import EngineStatus, get_engine, index_copies


@dataclass(frozen=True, slots=True)
class CopyStanding:
    """The figures of one copy, and how far it is behind the change log."""

    status: EngineStatus
    n_changes_behind: int
    seconds_behind: float
    is_rebuild_due: bool


def status() -> EngineStatus:
    """Return the figures of the engine that is set."""
    return get_engine().status()


def standings() -> list[CopyStanding]:
    """Return the figures of all copies, the embedded one first."""
    lags = {lag.follower: lag for lag in changes.lags()}
    found = []
    for copy in index_copies():
        told, lag = copy.status(), lags.get(copy.follower)
        found.append(
            CopyStanding(
                status=told,
                n_changes_behind=lag.n_changes if lag else 0,
                seconds_behind=round(lag.oldest_seconds, 1) if lag else 0.0,
                is_rebuild_due=not told.is_ready or told.has_outgrown_its_vocabulary,
            )
        )
    return found
