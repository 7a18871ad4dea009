"""Reads the portal's own glossary: what offices, papers and everyday things are called in each language."""

from __future__ import annotations

from pathlib import Path

from search.lexicon.shapes import Concept


class GlossaryError(Exception):
    """A line of the glossary cannot be read; the message says which and why."""


def read_glossary(path: Path) -> tuple[Concept, ...]:
    """Return the concepts of a tab-separated file: one language per column, synonyms separated by ``|``.

    The first line names the languages. Empty lines and lines that begin with ``#`` are for people.

    Raises
    ------
    GlossaryError
        If a line has fewer or more columns than there are languages, or an empty term.
    """
    languages: list[str] = []
    concepts = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not languages:
            languages = cells
            continue
        if len(cells) != len(languages):
            raise GlossaryError(f"{path.name}, line {number}: {len(cells)} columns instead of {len(languages)}.")
        terms = {code: tuple(map(str.strip, cell.split("|"))) for code, cell in zip(languages, cells, strict=True)}
        if any(not term for names in terms.values() for term in names):
            raise GlossaryError(f"{path.name}, line {number}: a term is empty.")
        concepts.append(Concept(terms))
    return tuple(concepts)
