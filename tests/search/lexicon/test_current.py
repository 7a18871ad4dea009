"""The process's lexicon: glossary, occupations, an operator's dictionary and the editors' synonyms together."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search.lexicon import current, current_lexicon, dictionary_file, prepare
from search.models import Synonym

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> Iterator[None]:
    """Each test has its own dictionary."""
    settings.VAR_DIR = tmp_path
    current.forget()
    yield
    current.forget()


def said(query: str, language: str = "en") -> set[str]:
    ways = current_lexicon().ways(query.split(), language, known=lambda _word, code: code == "de")
    return {" ".join(way.words) for way in ways}


def test_the_glossary_translates_offices_and_papers():
    assert "aufenthaltstitel" in said("residence permit")
    assert "kindergarten" in said("kita", "de")


def test_occupations_and_skills_are_translated_once_somebody_prepared_them():
    assert said("metal drawing machine operator") == set()

    prepare()

    assert "pflegefachkraft" in said("registered nurse")
    assert "metallziehmaschinenbediener" in said("metal drawing machine operator")


def test_an_imported_dictionary_joins_in_and_says_what_it_holds(tmp_path: Path):
    file = tmp_path / "words.txt"
    file.write_text("Quastenflosser {m} :: coelacanth\nnothing\n", "utf-8")
    out, err = StringIO(), StringIO()
    assert said("coelacanth") == set()

    call_command("import_dictionary", file, stdout=out, stderr=err)

    assert said("coelacanth") == {"quastenflosser"}
    assert "1 English and 1 German phrases" in out.getvalue()
    assert "1 of 2 lines say nothing" in err.getvalue()


def test_a_file_that_is_no_dictionary_is_refused_in_a_sentence(tmp_path: Path):
    file = tmp_path / "words.txt"
    file.write_text("a;b\n", "utf-8")

    with pytest.raises(CommandError, match="no dictionary in Ding's format"):
        call_command("import_dictionary", file)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_dictionary", tmp_path / "missing")

    assert not dictionary_file().exists()


def test_changed_synonyms_count_from_the_next_query_on():
    synonym = Synonym.objects.create(language="de", words="Kita\nSpatzennest")
    assert "spatzennest" in said("kita", "de")

    synonym.words = "Kita\nZwergenburg"
    synonym.save()

    assert "zwergenburg" in said("kita", "de")
    assert "spatzennest" not in said("kita", "de")
