"""Tells the person at the keyboard what is going on, on a terminal and in a log file alike."""

import shutil
import sys
import time
from collections.abc import Callable
from typing import TextIO

LATEST_LENGTH = 70  # characters
QUIET_SECONDS = 10.0  # in a log file, a step that takes longer says so this often


class Progress:
    """One long step: its name, its seconds, and the latest line of what it runs."""

    def __init__(
        self, title: str, *, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.title = title
        self._stream = stream or sys.stdout
        self._clock = clock
        self._begin = self._spoken = clock()
        self._is_terminal = self._stream.isatty()

    @property
    def seconds(self) -> float:
        """How long the step has been running."""
        return self._clock() - self._begin

    def begin(self) -> None:
        """Say that the step begins."""
        if self._is_terminal:
            self._draw(f"  … {self.title}")
        else:
            self._say(f"  … {self.title}")

    def tick(self, latest: str = "") -> None:
        """Show that the step is alive; call it as often as you like."""
        text = f"  … {self.title} {self.seconds:.0f} s" + (f" · {latest[:LATEST_LENGTH]}" if latest else "")
        if self._is_terminal:
            self._draw(text)
        elif self._clock() - self._spoken >= QUIET_SECONDS:
            self._say(text)

    def end(self, mark: str = "✓") -> None:
        """Say that the step is over."""
        if self._is_terminal:
            self._draw("")
        self._say(f"  {mark} {self.title} ({self.seconds:.1f} s)")

    def _draw(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._stream.write("\r\x1b[2K" + text[:width])
        self._stream.flush()

    def _say(self, text: str) -> None:
        self._spoken = self._clock()
        self._stream.write(text + "\n")
        self._stream.flush()


def say(text: str = "") -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
