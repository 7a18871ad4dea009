"""Every code of the engine has its sentence, with the figures, for adults and for youths."""

import inspect
import re
from dataclasses import replace

import pytest
from django.utils import translation

from matching.engine import CHANGED_PARTS, Contribution, Counterfactual, Missing, Moved, Opening
from matching.engine import scoring as scoring_package
from matching.engine.entities import CERTIFICATES
from matching.services import words
from matching.services.words import Words
from matching.services.words.reasons import REASONS

ADULT = Words(is_youth=False, place_name="Niesky")
YOUTH = Words(is_youth=True, place_name="Niesky")

FIGURES = {
    "similarity": 0.6,
    "covered": 2,
    "asked": 4,
    "known": 3,
    "ids": "",
    "near_ids": "",
    "missing_ids": "",
    "likeness": 0.62,
    "codes": "technology sports",
    "shared": 2,
    "distance_km": 22.4,
    "radius_km": 30.0,
    "remote_share": 0.5,
    "offer_min": 20.0,
    "offer_max": 25.0,
    "profile_min": 30.0,
    "profile_max": 38.5,
    "missing_days": "3 6",
    "asked_every_weeks": 1,
    "free_every_weeks": 2,
    "languages": "de pl",
    "days": 3,
}


def said(reader, reason, **figures):
    part = Contribution(
        part=reason.partition("_")[0],
        score=0.5,
        weight=0.2,
        contribution=0.1,
        reason=reason,
        figures=FIGURES | figures,
    )
    return reader.reason(part)


def codes_of_the_scorers():
    modules = [module for _name, module in inspect.getmembers(scoring_package, inspect.ismodule)]
    source = "\n".join(inspect.getsource(module) for module in modules)
    parts = "occupation|skills|title|interests|place|hours|language|level|recency"
    return set(re.findall(rf'"((?:{parts})_[a-z_]+)"', source)) - {
        *("hours_min", "hours_max", "title_grams"),
    }


def test_every_reason_that_a_scorer_gives_has_words():
    assert codes_of_the_scorers() == set(REASONS)


@pytest.mark.parametrize("reason", sorted(REASONS))
@pytest.mark.parametrize("reader", [ADULT, YOUTH])
def test_every_reason_is_a_sentence_without_gaps(reader, reason):
    for figures in ({}, {"days": 0}, {"distance_km": 0.2}):
        sentence = said(reader, reason, **figures)

        assert sentence
        assert "%(" not in sentence


@pytest.mark.parametrize(
    ("reader", "reason", "expected"),
    [
        (ADULT, "place_near", "22 km von Niesky, Sie wollten höchstens 30"),
        (YOUTH, "place_near", "22 km von Niesky, du wolltest höchstens 30"),
        (ADULT, "hours_differ", "20–25 Stunden, Sie wollten 30–38,5"),
    ],
)
def test_the_figures_stand_in_the_sentence(reader, reason, expected):
    with translation.override("de"):
        assert said(reader, reason) == expected


def test_who_cannot_be_there_reads_when():
    with translation.override("en"):
        assert said(ADULT, "hours_away") == (
            "also on Thursday, Sunday, when you cannot be there; every week, you can come every second week"
        )
        assert said(ADULT, "recency_new") == "published 3 days ago"
        assert said(ADULT, "recency_new", days=0) == "published today"


def test_what_the_person_left_out_is_asked_for_and_what_the_offer_left_out_is_said():
    fields = ("occupations", "titles", "skills", "place", "radius_km", "hours", "german_level", "qualification_level")

    advice = {ADULT.missing(Missing(part="x", side="profile", field=field)) for field in (*fields, "languages")}

    assert len(advice) == len(fields) + 1
    assert not any("not stated yet" in sentence for sentence in advice)
    with translation.override("en"):
        assert (
            ADULT.missing(Missing(part="hours", side="offer", field="hours"))
            == "Working hours: the offer does not say."
        )


VALUES = {
    "radius_km": 50.0,
    "limit_km": 50.0,
    "hours": 30.0,
    "weekdays": "3 6",
    "every_weeks": 2,
    "german_level": 4,
    "qualification_level": 6,
    "skill": "0005c151-5b5a-4a66-8aac-60e734beb1ab",
    "certificate": "forklift",
}


@pytest.mark.parametrize("kind", sorted(CHANGED_PARTS))
def test_every_change_says_what_it_would_bring(kind):
    change = Counterfactual(change=kind, value=VALUES[kind], new_score=0.714, new_rank=2)
    opened = Opening(offer_id="1", change=kind, value=VALUES[kind], new_score=0.714, new_rank=2)

    with translation.override("en"):
        sentence, of_opening = words.counterfactual(change, old_points=54), words.opening(opened)
        hidden = words.counterfactual(replace(change, new_rank=None), old_points=54)

    assert sentence.endswith(": place 2. 54 points would become 71.")
    assert of_opening.endswith(": place 2, 71 points.")
    assert hidden == sentence.replace(" place 2.", "")


def test_every_paper_has_a_name():
    first = Opening(offer_id="1", change="certificate", value="", new_score=0.7, new_rank=1)

    sentences = {words.opening(replace(first, value=code)) for code in CERTIFICATES}

    assert len(sentences) == len(CERTIFICATES)
    assert not any("_" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("reason", "figures", "expected"),
    [
        ("provider_limit", {}, "further down so that no company fills the list"),
        ("exposure_few_women", {"women_percent": 6}, "only 6 % of the people in this occupation are women"),
        ("exposure_few_men", {"women_percent": 80}, "only 20 % of the people in this occupation are men"),
        ("exposure_shortage", {}, "people are lacking in this occupation"),
    ],
)
def test_every_move_says_where_from_and_why(reason, figures, expected):
    move = Moved(offer_id="1", from_rank=9, to_rank=5, reason=reason, figures=figures)

    with translation.override("en"):
        sentence = words.moved(move)

    assert "number 9" in sentence
    assert expected in sentence
