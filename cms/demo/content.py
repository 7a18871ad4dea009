"""Reads the files in cms/demo/content: pages, facts, organizations, offers, people."""

import csv
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cms.core

FOLDER = Path(__file__).parent / "content"
FACTS = Path(cms.core.__file__).parent / "data" / "facts.csv"
NAMES = Path(__file__).parent / "names.tsv"
FAMILY_NAMES = Path(__file__).parent / "family_names.tsv"
MARK = "+++\n"  # around what stands above a page's text


@dataclass(frozen=True, slots=True)
class Fact:
    """A checked statement with the paragraph or authority behind it."""

    key: str
    statement: str
    reference: str
    as_of: str
    changes_yearly: bool
    review_after: str


@dataclass(frozen=True, slots=True)
class PageText:
    """One page in one language, as its file says."""

    key: str
    text: str
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def fact_keys(self) -> list[str]:
        """The facts this page rests on; a translation rests on those of its original."""
        return list(self.fields.get("facts", []))


def read_facts() -> dict[str, Fact]:
    """Return the portal's collected facts by their key."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        return {row["key"]: _fact(row) for row in csv.DictReader(file)}


def _fact(row: dict[str, str]) -> Fact:
    return Fact(
        key=row["key"],
        statement=row["statement_de"],
        reference=row["reference"],
        as_of=row["as_of"],
        changes_yearly="changes yearly" in row["confidence"],
        review_after=row["review_after"],
    )


def read_wordings(language_code: str) -> dict[str, str]:
    """Return what facts are called in another language, by their key."""
    with FACTS.with_name(f"facts_{language_code}.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row[f"statement_{language_code}"] for row in csv.DictReader(file)}


def read_pages(language_code: str) -> dict[str, PageText]:
    """Return the pages of a language by the name of their file, which is the German slug."""
    files = sorted((FOLDER / "pages" / language_code).glob("*.md"))
    return {file.stem: parse_page(file.stem, file.read_text(encoding="utf-8")) for file in files}


def parse_page(key: str, source: str) -> PageText:
    """Split a page's file into its fields (TOML between two lines of plus signs) and its text."""
    before, fields, text = source.split(MARK, 2)
    if before:
        raise ValueError(f"{key}: something stands before the first {MARK!r}")
    return PageText(key=key, text=text.strip(), fields=tomllib.loads(fields))


def read_records(name: str) -> list[dict[str, Any]]:
    """Return the entries of a TOML file that holds one list."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        (records,) = tomllib.load(file).values()
    return list(records)


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a tab-separated file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))
