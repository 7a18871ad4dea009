"""Occupations and skills: what is read, what is near, what a title may mean."""

from __future__ import annotations

import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import TaxonomyDataError, UnknownConceptError, load_taxonomy
from matching.engine.taxonomy import Taxonomy


def test_an_occupation_knows_its_names_and_skills(taxonomy):
    nurse = taxonomy.occupation("nurse")

    assert nurse.isco == "2221"
    assert nurse.alternatives == ("Krankenschwester", "Pflegefachkraft", "staff nurse")
    assert nurse.essential == ("s-people", "s-wounds", "s-listen")
    assert taxonomy.labels("nurse", "en") == ("nurse", "staff nurse")
    assert taxonomy.labels("s-people") == ("Menschen pflegen", "Pflege")


def test_an_unknown_concept_has_a_named_error(taxonomy):
    with pytest.raises(UnknownConceptError):
        taxonomy.occupation("astronaut")
    with pytest.raises(UnknownConceptError):
        taxonomy.labels("astronaut")


def test_figures_come_from_the_nearest_group_that_has_them(taxonomy):
    assert taxonomy.is_shortage("2221")
    assert not taxonomy.is_shortage("2222")
    assert taxonomy.women_share("2221") == 0.8
    assert taxonomy.women_share("9999") is None
    assert taxonomy.tasks("2221")[0].task == "Menschen versorgen"


def test_nearness_follows_the_hierarchy_and_the_shared_skills(taxonomy):
    same = taxonomy.occupation_similarity("nurse", "nurse")
    sister = taxonomy.occupation_similarity("nurse", "midwife")
    cousin = taxonomy.occupation_similarity("midwife", "doctor")
    stranger = taxonomy.occupation_similarity("nurse", "mechatronic")

    assert same == 1
    assert 1 > sister > cousin > stranger == 0
    assert taxonomy.occupation_similarity("nurse", "astronaut") == 0


def test_nearness_is_the_same_from_both_sides(taxonomy):
    rows = np.stack([taxonomy.nearness.row(row) for row in range(len(taxonomy.occupation_ids))])

    assert rows == pytest.approx(rows.T)


def test_neighbours_come_nearest_first_and_start_with_itself(taxonomy):
    rows, likeness = taxonomy.neighbours("nurse")

    assert taxonomy.occupation_ids[rows[0]] == "nurse"
    assert "mechatronic" not in [taxonomy.occupation_ids[row] for row in rows]
    assert (np.diff(likeness) <= 0).all()


@pytest.mark.parametrize("title", ["Hebamme", "Geburtshelfer (m/w/d)", "hebame", "midwife"])
def test_a_title_finds_its_occupation_whatever_its_form(taxonomy, title):
    assert taxonomy.find_occupations(title)[0].id == "midwife"


@pytest.mark.parametrize("text", ["", "   ", "xyzzy", "日本語", "!?", "der"])
def test_what_is_not_understood_is_answered_with_nothing(taxonomy, text):
    assert taxonomy.find_occupations(text) == []
    assert taxonomy.find_skills(text) == []


@given(text=st.text(max_size=200))
def test_any_text_is_answered_with_ordered_confidence(taxonomy, text):
    found = taxonomy.find_occupations(text, limit=3)

    assert len(found) <= 3
    assert all(0 <= understood.confidence <= 1 for understood in found)
    assert len({understood.id for understood in found}) == len(found)


def test_a_skill_is_found_by_its_words(taxonomy):
    assert taxonomy.find_skills("Wunden versorgen")[0].id == "s-wounds"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(TaxonomyDataError, match=r"skills\.tsv\.gz"):
        Taxonomy(tmp_path)


def test_a_missing_column_is_named(tmp_path):
    (tmp_path / "skills.tsv.gz").write_bytes(gzip.compress(b"id\tlabel_de\n"))

    with pytest.raises(TaxonomyDataError, match="label_en"):
        Taxonomy(tmp_path)


@pytest.fixture(scope="module")
def packaged():
    return load_taxonomy()


@pytest.mark.parametrize(
    ("title", "groups"),
    [
        ("Mechatroniker", {"8211", "3113"}),
        ("Mechatronikr", {"8211", "3113"}),
        # ESCO gives its nurse assistants (5321) the German name of the three-year profession.
        ("Pflegefachkraft", {"2221", "5321"}),
        ("Krankenschwester", {"2221", "5321"}),
        ("Erzieherin", {"2342", "2352", "2359", "2635", "5311"}),
        ("Kfz-Mechatroniker/in (m/w/d)", {"7231"}),
        ("Bäckerin", {"7512"}),
        ("Köch*in", {"5120"}),
        ("software developer", {"2512"}),
    ],
)
def test_everyday_titles_find_a_sensible_occupation(packaged, title, groups):
    best = packaged.find_occupations(title)[0]

    assert packaged.occupation(best.id).isco in groups, best.label


def test_every_preferred_name_finds_its_own_occupation(packaged):
    sample = packaged.occupation_ids[::60]

    missed = [
        packaged.labels(concept)[0]
        for concept in sample
        if concept not in [found.id for found in packaged.find_occupations(packaged.labels(concept)[0])]
    ]

    assert missed == []


def test_it_is_read_once(packaged):
    assert load_taxonomy() is packaged
