"""Asks a process of its own for the words of a file, and waits for it only so long."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cms.core.models import DocumentText

READABLE = ("pdf", "docx", "odt", "txt")
MAX_BYTES = 20 * 1024 * 1024
MAX_SECONDS = 30.0
_CHILD = Path(__file__).with_name("child.py")
Problem = DocumentText.Problem


@dataclass(frozen=True, slots=True)
class FileWords:
    """What was read, or why nothing was."""

    text: str = ""
    language: str = ""  # as the file itself names it: "de-DE"
    problem: str = Problem.NONE


def words_in(content: bytes, *, extension: str, seconds: float = MAX_SECONDS) -> FileWords:
    """Return the words of a file; never raises because of what is in it."""
    if len(content) > MAX_BYTES:
        return FileWords(problem=Problem.TOO_LARGE)
    try:
        # Our own interpreter with our own script; "-I" keeps the folder and the environment out of its imports.
        ended = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(_CHILD), extension],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a reader complains of has no bounds, and nobody reads it
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return FileWords(problem=Problem.TOO_SLOW)
    if ended.returncode < 0:  # a signal: its time or its memory was over
        return FileWords(problem=Problem.TOO_SLOW)
    if ended.returncode > 0:
        return FileWords(problem=Problem.BROKEN)
    found = json.loads(ended.stdout)
    text = _tidy(found.get("text", ""))
    problem = found.get("problem") or (Problem.NONE if text else Problem.NO_WORDS)
    return FileWords(text=text, language=found.get("language", ""), problem=problem)


def _tidy(text: str) -> str:
    """Return text that any database stores, without the gaps that a layout leaves."""
    lines = (" ".join(line.split()) for line in text.replace("\x00", " ").splitlines())
    return "\n".join(line for line in lines if line).encode("utf-8", "replace").decode("utf-8")
