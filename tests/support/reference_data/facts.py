"""Sourced statements for the public pages: only those that may be published as they stand."""

import csv
import io
from pathlib import Path

from tests.support.reference_data.files import read_rows, write_bytes

PUBLISHABLE = {"proven", "proven; changes yearly"}
# A name that readers of the file can follow, instead of a file of the collection.
SOURCE_NAMES = {
    "Datenbestand des Projekts, geo/gemeinden_namen_vg5000.csv (Stand 2021)": (
        "Bundesamt für Kartographie und Geodäsie, Verwaltungsgebiete VG5000 (Stand 2021)"
    ),
}


def write_facts(source: Path, target: Path) -> None:
    """Write the publishable statements with all their columns, in the order of the source.

    The key of a statement is its line in the source ("F002" is the first below the header) and stays with it.
    """
    lines = enumerate(read_rows(source / "facts/facts.csv"), start=2)
    rows = [{"key": f"F{number:03}", **row} for number, row in lines if row["confidence"] in PUBLISHABLE]
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, "source": SOURCE_NAMES.get(row["source"], row["source"])})
    write_bytes(target / "facts.csv", text.getvalue().encode())
