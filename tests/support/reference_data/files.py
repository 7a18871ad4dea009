"""Reading the collected files and writing the shipped ones, so that the same input always gives the same bytes."""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


def read_rows(path: Path, *, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a delimited file (gzip or plain) as dictionaries."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=delimiter, quoting=quoting))


def one_line(text: str) -> str:
    """Return the text without line breaks, tabs and doubled blanks, since a cell holds one line."""
    return re.sub(r"\s+", " ", text).strip()


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a tab-separated table; a name ending in ``.gz`` is compressed without a time stamp."""
    text = io.StringIO()
    text.write("\t".join(header) + "\n")
    for row in rows:
        cells = [str(cell) for cell in row]
        if len(cells) != len(header) or any("\t" in cell or "\n" in cell for cell in cells):
            raise ValueError(f"{path.name}: row does not fit the header: {cells}")
        text.write("\t".join(cells) + "\n")
    write_bytes(path, text.getvalue().encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write the content, compressed where the name asks for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        content = gzip.compress(content, compresslevel=9, mtime=0)
    path.write_bytes(content)


def read_json(path: Path) -> Any:
    """Return the content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path: Path, content: object) -> None:
    """Write compact JSON with readable umlauts."""
    write_bytes(path, (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
