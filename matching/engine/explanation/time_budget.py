"""How long a question may take; asked between its steps, so that a slow one ends the work and not the request."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from matching.engine.errors import OutOfTimeError


class TimeBudget:
    """A number of seconds that begins to run when it is made.

    Before there is a ranking, a spent budget ends the work (:meth:`check`); afterwards the list is shown without what
    would take more time.
    """

    def __init__(self, seconds: float, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._ends_at = clock() + seconds

    @property
    def is_spent(self) -> bool:
        """Whether the time is over."""
        return self._clock() > self._ends_at

    def check(self) -> None:
        """End the work if the time is over.

        Raises
        ------
        OutOfTimeError
            If it is.
        """
        if self.is_spent:
            raise OutOfTimeError
