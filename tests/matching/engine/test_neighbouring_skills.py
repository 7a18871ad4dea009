"""Skills that the same occupations need count in part for each other."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from matching.engine import Offer, Pairs, Profile, Taxonomy, all_scorers, encode_offers, encode_profiles
from matching.engine.taxonomy import skill_nearness
from tests.matching.engine.conftest import GROUPS, TASKS

ESSENTIAL = ("0 1 2", "0 1", "0 1 3", "0 3", "2 4", "2 4")
"""Skills of six occupations: 0 and 1 meet three times, 0 and 3 twice, 2 and 4 twice, the others once or never."""


@pytest.fixture(scope="module")
def crafts(tmp_path_factory) -> Taxonomy:
    folder = tmp_path_factory.mktemp("crafts")
    skills = ["id\tlabel_de\tlabel_en\talt_de", *(f"s{row}\tKunst {row}\tart {row}\t" for row in range(6))]
    heads = "id\tisco\tlabel_de\tlabel_en\talt_de\talt_en\tessential\toptional"
    rows = [f"o{row}\t7412\tBeruf {row}\tjob {row}\t\t\t{needed}\t5" for row, needed in enumerate(ESSENTIAL)]
    (folder / "skills.tsv.gz").write_bytes(gzip.compress("\n".join([*skills, ""]).encode()))
    (folder / "occupations.tsv.gz").write_bytes(gzip.compress("\n".join([heads, *rows, ""]).encode()))
    (folder / "isco_groups.tsv").write_text(GROUPS, encoding="utf-8")
    (folder / "tasks.tsv").write_text(TASKS, encoding="utf-8")
    return Taxonomy(folder)


def score_and_reason(taxonomy, held, **asked):
    scorer = all_scorers(taxonomy)["skills"]
    sides = (
        encode_profiles([Profile(id="p", skills=frozenset(held))], taxonomy),
        encode_offers([Offer(id="o", **{name: frozenset(skills) for name, skills in asked.items()})], taxonomy),
    )
    return float(scorer.score(*sides, Pairs.all_of(1, 1))[0]), scorer.reason(*sides, 0, 0)


def test_skills_that_meet_in_three_occupations_are_neighbours_by_the_cosine(crafts):
    rows, credit = skill_nearness(crafts).neighbours(0)

    assert rows.tolist() == [1]
    assert credit.tolist() == pytest.approx([0.5 * 3 / np.sqrt(4 * 3)])


@pytest.mark.parametrize("skill", [2, 3, 4, 5])
def test_meeting_twice_or_only_as_optional_skills_is_chance(crafts, skill):
    assert skill_nearness(crafts).neighbours(skill)[0].tolist() == []


def test_a_held_skill_counts_in_full_however_near_others_are(crafts):
    rows, credit = skill_nearness(crafts).credit(np.array([0, 1]))

    assert (rows.tolist(), credit.tolist()) == ([0, 1], [1.0, 1.0])


def test_nobody_is_credited_without_a_skill(crafts):
    rows, credit = skill_nearness(crafts).credit(np.zeros(0, dtype=np.int64))

    assert (len(rows), len(credit)) == (0, 0)


def test_a_neighbour_counts_in_part_and_is_told_as_near(crafts):
    score, reason = score_and_reason(crafts, {"s0"}, skills_essential={"s1", "s4"})

    assert score == pytest.approx(0.5 * 3 / np.sqrt(12) / 2)
    assert reason.code == "skills_near"
    assert (reason.figures["near_ids"], reason.figures["missing_ids"]) == ("s1", "s1 s4")


def test_the_skill_itself_counts_more_than_its_neighbour_and_an_optional_one_half(crafts):
    near, _ = score_and_reason(crafts, {"s0"}, skills_essential={"s1"}, skills_optional={"s4"})
    same, reason = score_and_reason(crafts, {"s1"}, skills_essential={"s1"}, skills_optional={"s4"})

    assert same == pytest.approx(1 / 1.5)
    assert near < same
    assert (reason.code, reason.figures["near_ids"]) == ("skills_covered", "")
