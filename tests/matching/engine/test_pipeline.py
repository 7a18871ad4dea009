"""From a profile to an order: what the index finds is what scoring everything would have found."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from math import nan

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matching.engine import (
    Matcher,
    Mentor,
    Offer,
    OfferIndex,
    Pipeline,
    Profile,
    ShapeMismatchError,
    Weights,
    combine,
    eligible,
    encode_mentors,
    encode_offers,
    load_weights,
    rank,
)
from matching.engine import pipeline as pipeline_module
from matching.engine.candidates.kernel_choice import plain_kernels
from matching.engine.explanation.explained_list import ListMaker
from matching.engine.scoring import PlaceScorer
from matching.engine.tables import Pairs, encode_profiles
from tests.matching.engine.strategies import SKILLS, mentors, offers, profiles

TODAY = date(2026, 5, 4)
ALUMNI = load_weights()["alumni_offers"]
PARTS = ("occupation", "skills", "title", "interests", "place", "hours", "language", "level", "recency")
EVEN = Weights(program="even", version=1, parts=dict.fromkeys(PARTS, 1 / 9), minimum=0.0)
MOSTLY_PLACE = replace(EVEN, parts={name: 0.6 if name == "place" else 0.05 for name in PARTS})
skills = st.frozensets(st.sampled_from(SKILLS), min_size=1)
stated = {
    "place": st.fixed_dictionaries({"radius_km": st.floats(1, 100)}),
    "skills": st.fixed_dictionaries({"skills": skills}),
    "hours": st.fixed_dictionaries({"hours_min": st.floats(1, 48), "weekdays": st.frozensets(st.integers(0, 6))}),
    "language": st.fixed_dictionaries({"german_level": st.integers(1, 6)}),
    "level": st.fixed_dictionaries({"qualification_level": st.integers(1, 8)}),
}
weights = st.sampled_from([EVEN, MOSTLY_PLACE, replace(EVEN, good_match=0.5, neutral=0.3)])
some_records = st.lists(offers, max_size=14).flatmap(
    lambda some: st.lists(mentors, max_size=3).map(lambda more: numbered(some + more))
)


def numbered(records):
    return [replace(record, id=f"{number * 7919 % 101:03}") for number, record in enumerate(records)]


def encoded(taxonomy, records):
    """Return the table of some offers and mentors."""
    is_mentor = [isinstance(record, Mentor) for record in records]
    offered = encode_offers([one for one, is_one in zip(records, is_mentor, strict=True) if not is_one], taxonomy)
    given = encode_mentors([one for one, is_one in zip(records, is_mentor, strict=True) if is_one], taxonomy)
    return offered.joined_with(given)


def by_scoring_everything(taxonomy, profile, records, weights):
    """Return ids and scores of all eligible offers in the order of `rank`, without any index."""
    table, offers = encode_profiles([profile], taxonomy, asked_on=TODAY), encoded(taxonomy, records)
    rows = np.flatnonzero(eligible(table, offers, 0, today=TODAY).mask)
    pairs = Pairs(np.zeros(len(rows), dtype=np.int64), rows)
    scorers = Pipeline(taxonomy, weights).scorers.values()
    combined = combine(np.array([scorer.score(table, offers, pairs) for scorer in scorers]), weights)
    order = rank(combined, offers.id_column[rows], weights)
    return [offers.ids[row] for row in rows[order].tolist()], combined.score[order]


def found(run):
    return [run.listed.ids[position] for position in run.ranking.tolist()], run.combined.score[run.ranking]


@given(profile=profiles, records=some_records, weights=weights, most=st.integers(1, 20), is_plain=st.booleans())
def test_the_candidates_are_the_first_of_everything(taxonomy, profile, records, weights, most, is_plain):
    index = OfferIndex(taxonomy, records, kernels=plain_kernels() if is_plain else None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline_module, "MOST_CANDIDATES", most)
        weights = replace(weights, provider_limit=0)  # then the rules of a list need no further ones

        run = Pipeline(taxonomy, weights).run(encode_profiles([profile], taxonomy), index, today=TODAY)

    ids, scores = by_scoring_everything(taxonomy, profile, records, weights)
    assert found(run)[0] == ids[:most]
    assert found(run)[1] == pytest.approx(scores[:most], abs=1e-9)
    assert run.considered == len(records)
    assert sum(run.excluded.values()) == len(records) - len(ids)
    assert combine(run.judged(np.arange(len(run.listed.ids))).parts, weights).score == pytest.approx(
        run.combined.score, abs=1e-9
    )


@given(data=st.data(), profile=profiles, records=some_records, weights=weights)
def test_an_index_that_took_changes_answers_like_a_new_one(taxonomy, data, profile, records, weights):
    index = OfferIndex(taxonomy, records[::2])
    pipeline = Pipeline(taxonomy, weights)
    index.prepare(list(pipeline.scorers.values())[: data.draw(st.integers(0, 9))])
    held = {record.id: record for record in records[::2]}
    for _ in range(data.draw(st.integers(0, 12))):
        if not records:
            break
        record = replace(data.draw(st.sampled_from(records)), id=data.draw(st.sampled_from(records)).id)
        if data.draw(st.booleans()):
            index.update([record])
            held[record.id] = record
        else:
            index.remove([record.id])
            held.pop(record.id, None)

    run = pipeline.run(encode_profiles([profile], taxonomy), index, today=TODAY)

    ids, scores = by_scoring_everything(taxonomy, profile, list(held.values()), weights)
    assert found(run)[0] == ids
    assert found(run)[1] == pytest.approx(scores, abs=1e-9)
    assert sorted(index.snapshot().ids) == sorted(held)


@given(profile=profiles, other=profiles, records=some_records, weights=weights)
def test_a_run_again_finds_what_a_new_run_finds(taxonomy, profile, other, records, weights):
    index, pipeline = OfferIndex(taxonomy, records), Pipeline(taxonomy, weights)
    changed = replace(
        profile, radius_km=other.radius_km, skills=other.skills, limit_km=other.limit_km, declined=other.declined
    )
    first = pipeline.run(encode_profiles([profile], taxonomy), index, today=TODAY)
    table = encode_profiles([changed], taxonomy)

    again = pipeline.run_again(first, table, changed_parts=("place", "skills"))

    new = pipeline.run(table, index, today=TODAY)
    assert found(again)[0] == found(new)[0]
    assert found(again)[1] == pytest.approx(found(new)[1], abs=1e-9)
    assert again.excluded == new.excluded
    assert [again.position_of(one) for one in new.offers.ids] == [new.position_of(one) for one in new.offers.ids]


@given(
    data=st.data(),
    profile=profiles,
    part=st.sampled_from(sorted(stated)),
    most=st.integers(1, 8),
    weights=weights,
    is_plain=st.booleans(),
)
def test_a_run_again_that_looks_only_at_what_can_be_first_finds_what_a_new_run_finds(
    taxonomy, data, profile, part, most, weights, is_plain
):
    """There are more offers than candidates, and by one known fact that becomes another they gain or lose."""
    records = numbered(data.draw(st.lists(offers, min_size=most, max_size=25)))
    before = replace(profile, latitude=51.1, longitude=14.9, limit_km=nan, **data.draw(stated[part]))
    after = replace(before, **data.draw(stated[part]))
    if data.draw(st.booleans()):
        after = replace(after, skills=before.skills | after.skills)  # who learns more falls nowhere
    tables = [encode_profiles([person], taxonomy) for person in (before, after)]
    index = OfferIndex(taxonomy, records, kernels=plain_kernels() if is_plain else None)
    pipeline = Pipeline(taxonomy, replace(weights, provider_limit=0))  # then the rules of a list need no further ones
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline_module, "MOST_CANDIDATES", most)

        again = pipeline.run_again(pipeline.run(tables[0], index, today=TODAY), tables[1], changed_parts=(part,))

        new = pipeline.run(tables[1], index, today=TODAY)
    assert again.listed.ids == new.listed.ids
    assert again.combined.score == pytest.approx(new.combined.score, abs=1e-9)
    assert again.combined.n_known.tolist() == new.combined.n_known.tolist()


@pytest.mark.parametrize("kernels", [None, plain_kernels()], ids=["fastest", "plain"])
def test_one_more_skill_brings_up_what_a_new_run_finds(taxonomy, profile, offer, kernels, monkeypatch):
    monkeypatch.setattr(pipeline_module, "MOST_CANDIDATES", 20)
    rng = random.Random(3)
    asked = [frozenset(rng.sample(SKILLS, rng.randint(0, 4))) for _ in range(300)]
    offers = [
        replace(offer, id=f"{number:03}", skills_essential=some, hours_min=rng.uniform(20, 40))
        for number, some in enumerate(asked)
    ]
    index, pipeline = OfferIndex(taxonomy, offers, kernels=kernels), Pipeline(taxonomy, replace(EVEN, provider_limit=0))
    run = pipeline.run(encode_profiles([profile], taxonomy), index, today=TODAY)
    for skill in ("s-listen", "s-metal"):
        table = encode_profiles([replace(profile, skills=profile.skills | {skill})], taxonomy)

        again = pipeline.run_again(run, table, changed_parts=("skills",))

        new = pipeline.run(table, index, today=TODAY)
        assert again.listed.ids == new.listed.ids != run.listed.ids
        assert again.combined.score == pytest.approx(new.combined.score, abs=1e-9)


def test_a_run_again_after_a_change_of_the_index_sees_the_change(taxonomy, profile, offer):
    index, pipeline = OfferIndex(taxonomy, [offer]), Pipeline(taxonomy, EVEN)
    table = encode_profiles([profile], taxonomy)
    run = pipeline.run(table, index, today=TODAY)

    index.add([replace(offer, id="practice", german_level=None)])
    again = pipeline.run_again(run, table, changed_parts=())

    assert found(again)[0] == found(pipeline.run(table, index, today=TODAY))[0]
    assert again.considered == 2


def test_a_run_again_computes_only_what_can_have_changed(taxonomy, profile, offer, monkeypatch):
    index, pipeline = OfferIndex(taxonomy, [offer]), Pipeline(taxonomy, EVEN)
    table = encode_profiles([profile], taxonomy)
    run = pipeline.run(table, index, today=TODAY)
    asked = []
    for scorer in pipeline.scorers.values():
        monkeypatch.setattr(type(scorer), "score", lambda self, *rest: asked.append(self.name) or np.zeros(1))

    pipeline.run_again(run, table, changed_parts=("hours",))

    assert asked == ["hours"]


def test_ties_of_thousands_are_cut_by_id(taxonomy, profile, offer):
    names = [f"an offer whose id begins like all others {number:04}" for number in range(1500)]
    names += [f"{number:04}" for number in range(1500)] + ["ä", "z", "b" * 40, "b" * 39]
    index = OfferIndex(taxonomy, [replace(offer, id=name) for name in reversed(names)])

    run = Pipeline(taxonomy, EVEN).run(encode_profiles([profile], taxonomy), index, today=TODAY)

    assert list(run.offers.ids) == sorted(names)[:200]


@pytest.fixture(scope="module")
def crowded(taxonomy):
    """Six hundred offers; the nearer they are, the more of them are of one provider or two."""
    rng = random.Random(7)
    nearest_first = [
        Offer(
            id=f"{rng.random()}",
            provider=rng.choice("AAAAAAB") if number < 420 else rng.choice(["A", "C", "D", "E", ""]),
            title=rng.choice(["Pflegefachkraft", ""]),
            occupations=("nurse",) if rng.random() < 0.7 else (),
            latitude=51.15 + number / 2000,
            longitude=14.98 if rng.random() < 0.8 else nan,
        )
        for number in range(600)
    ]
    return OfferIndex(taxonomy, nearest_first)


def arranged_ids(taxonomy, pipeline, run):
    """Return the places of which the rules take care."""
    order = ListMaker(taxonomy, pipeline).arranged(run, run.profiles.interests[0]).order
    return [run.listed.ids[position] for position in order[:30].tolist()]


# Good matches of one provider wait in vain; what is known too little has to wait with them.
WAITING_IN_VAIN = Profile(
    id="p",
    titles=("Pflegefachkraft",),
    occupations=("midwife",),
    skills=frozenset({"s-listen", "s-metal", "s-people", "s-unknown", "s-wounds"}),
    latitude=50.5,
    longitude=14.023940841134166,
    radius_km=59.875690158217076,
    hours_max=46.761814648250414,
    weekdays=frozenset({0, 1, 3, 6}),
    languages=frozenset({"de", "uk"}),
    age_years=66,
)


@example(profile=WAITING_IN_VAIN, most=1, provider_limit=1, good_match=0.5)
@given(profile=profiles, most=st.integers(1, 250), provider_limit=st.integers(1, 11), good_match=st.floats(0.3, 0.8))
def test_the_first_places_are_those_that_the_rules_give_to_everything(
    taxonomy, crowded, profile, most, provider_limit, good_match
):
    weights = replace(ALUMNI, provider_limit=provider_limit, good_match=good_match, minimum=0.3, is_exposure_on=False)
    pipeline, table = Pipeline(taxonomy, weights), encode_profiles([profile], taxonomy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline_module, "MOST_CANDIDATES", most)
        run = pipeline.run(table, crowded, today=TODAY)
        patch.setattr(pipeline_module, "MOST_CANDIDATES", len(crowded))
        everything = pipeline.run(table, crowded, today=TODAY)

    assert arranged_ids(taxonomy, pipeline, run) == arranged_ids(taxonomy, pipeline, everything)


def test_a_provider_of_all_the_first_offers_does_not_fill_the_list(taxonomy, today, profile, offer):
    many = [replace(offer, id=f"a{number:03}", provider="A") for number in range(2500)]
    others = [replace(offer, id=f"b{number}", provider=f"B{number}", german_level=6) for number in range(9)]
    matcher = Matcher(taxonomy, OfferIndex(taxonomy, many + others), ALUMNI)

    shown = [ranked.offer_id for ranked in matcher.recommend(profile, today=today, limit=12).ranked]

    assert shown == ["a000", "a001", "a002", *(f"b{number}" for number in range(7)), "a003", "a004"]


def test_a_run_is_for_one_profile(taxonomy, profile):
    table = encode_profiles([profile, replace(profile, id="ben")], taxonomy)

    with pytest.raises(ShapeMismatchError):
        Pipeline(taxonomy, EVEN).run(table, OfferIndex(taxonomy), today=TODAY)


def test_the_work_can_be_ended_between_two_parts(taxonomy, profile, offer):
    index, calls = OfferIndex(taxonomy, [offer]), []

    def end_at_third_call():
        calls.append(1)
        if len(calls) == 3:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        Pipeline(taxonomy, EVEN).run(
            encode_profiles([profile], taxonomy), index, today=TODAY, checkpoint=end_at_third_call
        )
    index.add([replace(offer, id="practice")])  # the index is free again
    assert len(calls) == 3


def test_every_answer_among_changes_is_that_of_one_moment(taxonomy, today, profile, offer):
    """While writers change two offers together, no reader may ever see one of them changed and the other not."""
    near = {"latitude": profile.latitude, "longitude": profile.longitude}
    pair = [replace(offer, id="a"), replace(offer, id="b")]
    near_pair = [replace(one, **near) for one in pair]
    others = [replace(offer, id=f"c{number}", hours_min=float(number % 40)) for number in range(50)]
    index = OfferIndex(taxonomy, [*pair, *others])
    matcher = Matcher(taxonomy, index, EVEN)
    barrier, answers = threading.Barrier(5), []

    def write(number):
        barrier.wait()
        for turn in range(60):
            index.update(near_pair if turn % 2 else pair)
            index.update([replace(offer, id=f"w{number}-{turn % 7}")])
            index.remove([f"w{number}-{(turn + 3) % 7}"])

    def read():
        barrier.wait()
        for _ in range(60):
            answers.append(matcher.recommend(profile, today=today, limit=200, explain=False))

    with ThreadPoolExecutor(5) as threads:
        work = [threads.submit(write, number) for number in range(2)] + [threads.submit(read) for _ in range(3)]
        for one in work:
            one.result()

    assert len(answers) == 180
    for answer in answers:
        score_of = {ranked.offer_id: ranked.score for ranked in answer.ranked}
        assert score_of["a"] == pytest.approx(score_of["b"], abs=1e-12)
        assert {f"c{number}" for number in range(50)} <= set(score_of)


def test_many_threads_get_the_answers_that_one_gets(taxonomy, today, profile, offer):
    index = OfferIndex(taxonomy, [replace(offer, id=f"{n:03}", hours_min=float(n % 30)) for n in range(300)])
    matcher = Matcher(taxonomy, index, EVEN)
    people = [replace(profile, id=f"{n}", radius_km=5.0 + n) for n in range(12)]
    alone = [matcher.recommend(person, today=today) for person in people]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda person: matcher.recommend(person, today=today), people))

    assert together == alone


def test_a_scorer_is_asked_about_distinct_values_only(taxonomy, today, profile, offer, monkeypatch):
    index = OfferIndex(taxonomy, [replace(offer, id=f"{n:03}", latitude=50.0 + n % 3) for n in range(300)])
    asked, score = [], PlaceScorer.score
    monkeypatch.setattr(
        PlaceScorer, "score", lambda self, one, other, pairs: asked.append(len(pairs)) or score(self, one, other, pairs)
    )

    Pipeline(taxonomy, EVEN).run(encode_profiles([profile], taxonomy), index, today=today)

    assert asked == [3]
