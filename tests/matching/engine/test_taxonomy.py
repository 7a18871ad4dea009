"""Occupations and skills: what is read, what is near, what a title may mean."""

from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import matching
from matching.engine import RELIABLE_CONFIDENCE, TaxonomyDataError, UnknownConceptError, load_taxonomy
from matching.engine.evaluation import read_judged_set
from matching.engine.taxonomy import Taxonomy
from matching.engine.taxonomy.reading import read_everyday_titles


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


def test_broader_groups_come_narrowest_first(taxonomy):
    assert [group.code for group in taxonomy.broader("nurse")] == ["2221", "222", "22"]
    with pytest.raises(UnknownConceptError):
        taxonomy.broader("astronaut")


def test_a_german_title_is_answered_in_the_language_of_the_reader(taxonomy):
    (nurse, *_) = taxonomy.find_occupations("Krankenschwester", language="en")
    (wounds, *_) = taxonomy.find_skills("Wunden versorgen", language="en")

    assert (nurse.id, nurse.label) == ("nurse", "nurse")
    assert (wounds.id, wounds.label) == ("s-wounds", "treat wounds")


def test_a_name_is_told_from_what_only_resembles_one(taxonomy):
    assert taxonomy.find_occupations("Hebamme")[0].is_named
    assert not taxonomy.find_occupations("Krankenpflegekraft")[0].is_named


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
    assert all(first.confidence >= second.confidence for first, second in pairwise(found))


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
        ("Mechatroniker", {"3115"}),
        ("Mechatronikr", {"3115", "8211"}),
        # ESCO gives its nurse assistants (5321) the German name of the three-year profession.
        ("Pflegefachkraft", {"2221"}),
        ("Krankenschwester", {"2221"}),
        ("Altenpfleger", {"2221"}),
        ("Erzieherin", {"2342"}),
        ("Kita", {"2342"}),
        ("Kfz-Mechatroniker/in (m/w/d)", {"7231"}),
        ("Bäckerin", {"7512"}),
        ("Köch*in", {"5120"}),
        ("Lokführer", {"8311"}),
        ("software developer", {"2512"}),
        ("train driver", {"8311"}),
    ],
)
def test_everyday_titles_find_a_sensible_occupation(packaged, title, groups):
    best = packaged.find_occupations(title)[0]

    assert packaged.occupation(best.id).isco in groups, best.label


@pytest.mark.parametrize(
    ("title", "group"),
    [
        # kinds, years, hours and words of advertising say nothing about the occupation
        ("Azubi Zerspanung 2027", "7223"),
        ("Ausbildung zum Industriemechaniker (m/w/d), Start August 2027", "7233"),
        ("Duales Studium Bauingenieur 2028/29", "2142"),
        ("Schülerpraktikum Tischlerei", "7522"),
        ("FSJ Seniorenheim", "5321"),
        ("BFD in der Kita", "2342"),
        ("Minijob: Kassierer/in gesucht", "5230"),
        ("Wir suchen ab sofort Dachdecker für unser Team", "7121"),
        ("Bäckerlehre 2027", "7512"),
        # additions behind a dash, a comma, a bracket or a preposition
        ("Pflegefachkraft ambulant – auch Teilzeit", "2221"),
        ("Mechatroniker (m/w/d) Instandhaltung", "3115"),
        ("Physiotherapeut/in – Termine im 30-Minuten-Takt", "2264"),
        ("Erzieher:in Krippe", "2342"),
        ("Schlosser mit Herz für Stahl", "7214"),
        ("Fahrdienst am Wochenende", "8322"),
        ("Busfahrer in Zittau und Löbau", "8331"),
        ("Gärtner Stauden und Pflege", "6113"),
        # the person of a field, the trade of a house, two words of one name
        ("Ergotherapie für Kinder", "2269"),
        ("Ausbildung Konstruktionsmechanik", "7214"),
        ("Buchhaltung – halbe Stelle", "3313"),
        ("Praktikum Fleischerei", "7511"),
        ("Leitung Kita", "1341"),
        ("Kita-Leitung", "1341"),
        ("Helfer Küche", "9412"),
    ],
)
def test_a_title_as_companies_write_it_finds_its_occupation_reliably(packaged, title, group):
    best = packaged.find_occupations(title)[0]

    assert packaged.occupation(best.id).isco == group, best.label
    assert best.confidence >= RELIABLE_CONFIDENCE


@pytest.mark.parametrize(
    "title",
    [
        "Teamleitung Gärtnerei und Hofladen",
        "Berater Photovoltaik",
        "Vogelzählung am Sonntagmorgen",
        "Girls'Day und Boys'Day",
        "Wiesenpflege und Krötenzaun",
    ],
)
def test_a_title_of_another_level_or_without_occupation_is_never_reliable(packaged, title):
    assert all(found.confidence < RELIABLE_CONFIDENCE for found in packaged.find_occupations(title))


@pytest.mark.parametrize(
    "text",
    ["Bäcker " * 1_500, "b" * 10_000, "/" * 10_000, "(m/w/d) " * 2_000, "🍞" * 500, "خباز في مدينة", "a\u0301" * 6_000],
)
def test_hostile_titles_are_answered_sensibly(packaged, text):
    found = packaged.find_occupations(text, limit=3)

    assert len(found) <= 3
    assert all(0 <= one.confidence <= 1 for one in found)
    assert packaged.find_skills(text, limit=3) is not None


def test_the_shipped_weights_belong_to_the_evidence_and_say_what_they_were_learned_from(packaged):
    judged = read_judged_set(Path(__file__).resolve().parents[2] / "data" / "melo_aut")

    assert packaged.title_model is not None
    assert packaged.title_model.trained_on == (judged.digest,)


def test_the_whole_title_wins_over_a_part_of_it(packaged):
    whole = packaged.find_occupations("Leiter einer Kindertagesstätte")[0]

    assert whole.confidence >= 0.9
    assert packaged.occupation(whole.id).isco == "1341"


def test_every_everyday_title_belongs_to_its_occupation(packaged):
    rows = read_everyday_titles(Path(matching.__file__).parent / "data" / "everyday_titles.tsv")

    wrong = [title for title, concept in rows if packaged.find_occupations(title, limit=1)[0].id != concept]

    assert wrong == []


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
