"""A glossary that people edit by hand: mistakes are named with their line."""

from pathlib import Path

import pytest

from search.lexicon import GlossaryError, read_glossary


@pytest.mark.parametrize(
    ("line", "mistake"),
    [("Anmeldung registration", "line 3: 1 columns instead of 2"), ("Amt|\toffice", "line 3: a term is empty")],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, mistake: str):
    path = tmp_path / "glossary.tsv"
    path.write_text(f"de\ten\n# offices\n{line}\n", "utf-8")

    with pytest.raises(GlossaryError, match=mistake):
        read_glossary(path)


def test_a_third_language_is_one_more_column(tmp_path: Path):
    path = tmp_path / "glossary.tsv"
    path.write_text("de\ten\tuk\nAnmeldung|Registrierung\tregistration\tреєстрація\n", "utf-8")

    [concept] = read_glossary(path)

    assert concept.names["uk"] == ("реєстрація",)
