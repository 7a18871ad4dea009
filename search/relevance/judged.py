"""What a judged set looks like to the search: each of its documents as one searchable thing."""

from collections.abc import Iterator
from pathlib import Path

from matching.engine.errors import JudgedSetError
from matching.engine.evaluation import JudgedSet, read_judged_set
from search.documents import SearchDocument

SOURCE = "judged"
LANGUAGE = "de"  # of documents and questions that do not say theirs


class BrokenJudgedSetError(Exception):
    """A folder is missing, cannot be read, or judges nothing; the message is meant for the person who named it."""


def open_judged_set(folder: Path) -> JudgedSet:
    """Read a folder of `documents.jsonl`, `queries.jsonl` and `judgements.tsv`."""
    if not folder.is_dir():
        raise BrokenJudgedSetError(f"There is no folder {folder}.")
    try:
        return read_judged_set(folder)
    except JudgedSetError as problem:
        raise BrokenJudgedSetError(f"{folder} is no judged set: {problem}") from None


def searchable(judged: JudgedSet) -> Iterator[SearchDocument]:
    """Return the documents of a set; what has no text but several names, such as an occupation, is found by these."""
    for one in judged.documents:
        yield SearchDocument(
            source=SOURCE,
            object_id=one.id,
            kind="page",
            title=one.title,
            body=one.body or "; ".join(label for label in one.labels if label != one.title),
            language=one.language or LANGUAGE,
            url="",
            version=1,
        )
