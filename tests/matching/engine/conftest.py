"""A small taxonomy that fits on one page, and the records the examples are about."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from cms.settings.environment import VAR_DIR
from matching.engine import Mentor, Offer, Profile, Taxonomy
from matching.engine.candidates import chosen_kernels

# `make setup` compiled the inner loops into this folder; each test process would do it again for many seconds.
chosen_kernels(folder=VAR_DIR / "kernels")

SKILLS = """id\tlabel_de\tlabel_en\talt_de
s-people\tMenschen pflegen\tcare for people\tPflege
s-wounds\tWunden versorgen\ttreat wounds\t
s-listen\tzuhören\tlisten\t
s-metal\tMetall bearbeiten\twork metal\t
s-current\tSchaltungen prüfen\ttest circuits\t
"""
OCCUPATIONS = """id\tisco\tlabel_de\tlabel_en\talt_de\talt_en\tessential\toptional
nurse\t2221\tKrankenpfleger/Krankenpflegerin\tnurse\tKrankenschwester|Pflegefachkraft\tstaff nurse\t0 1 2\t
midwife\t2222\tGeburtshelfer/Hebamme\tmidwife\t\t\t0 2\t1
doctor\t2212\tFacharzt/Fachärztin\tspecialist doctor\t\t\t1\t
mechatronic\t7412\tMechatroniker/Mechatronikerin\tmechatronics fitter\tKfz-Mechatroniker\t\t3 4\t
"""
GROUPS = """code\tlabel_de\tlabel_en\twomen_share\tunemployed_per_vacancy\tshortage\tbluecard
22\tGesundheit\thealth\t0.7\t\t0\t1
222\tPflege\tnursing\t0.8\t1.5\t0\t0
2221\tKrankenpflege\tnursing\t\t\t1\t0
7412\tMechatronik\tmechatronics\t0.06\t0.5\t1\t0
"""
TASKS = """isco\ttitle\ttask\tdescription
2221\tPfleger/in\tMenschen versorgen\tWaschen, verbinden, trösten
"""


@pytest.fixture(scope="session")
def taxonomy(tmp_path_factory) -> Taxonomy:
    return small_taxonomy(tmp_path_factory.mktemp("taxonomy"))


@pytest.fixture
def taxonomy_of_its_own(tmp_path) -> Taxonomy:
    """The same taxonomy, for tests that change what it follows."""
    return small_taxonomy(tmp_path)


def small_taxonomy(folder: Path) -> Taxonomy:
    (folder / "skills.tsv.gz").write_bytes(gzip.compress(SKILLS.encode()))
    (folder / "occupations.tsv.gz").write_bytes(gzip.compress(OCCUPATIONS.encode()))
    (folder / "isco_groups.tsv").write_text(GROUPS, encoding="utf-8")
    (folder / "tasks.tsv").write_text(TASKS, encoding="utf-8")
    return Taxonomy(folder)


@pytest.fixture
def today() -> date:
    return date(2026, 5, 4)


@pytest.fixture
def profile() -> Profile:
    """A nurse in Görlitz of whom everything is known."""
    return Profile(
        id="anna",
        occupations=("nurse",),
        skills=frozenset({"s-people", "s-wounds"}),
        interests=frozenset({"people", "health"}),
        latitude=51.15,
        longitude=14.99,
        radius_km=10.0,
        hours_min=25.0,
        hours_max=30.0,
        german_level=4,
        languages=frozenset({"de", "pl"}),
        age_years=30,
    )


@pytest.fixture
def offer() -> Offer:
    """An offer that says everything; it lies about 35 km from Görlitz."""
    return Offer(
        id="clinic",
        provider="clinic",
        title="Pflegefachkraft (m/w/d)",
        occupations=("nurse",),
        skills_essential=frozenset({"s-people", "s-wounds"}),
        skills_optional=frozenset({"s-listen"}),
        interests=frozenset({"people"}),
        latitude=51.18,
        longitude=14.43,
        remote_share=0.0,
        hours_min=30.0,
        hours_max=40.0,
        german_level=4,
    )


@pytest.fixture
def mentor(today: date) -> Mentor:
    """A screened mentor with room for one more."""
    return Mentor(
        id="bea",
        occupations=("nurse",),
        interests=frozenset({"people"}),
        latitude=51.15,
        longitude=14.98,
        languages=frozenset({"de"}),
        screened_until=today,
        capacity_left=1,
    )
