"""Compiled inner loops are ready before the first question, and are compiled anew when any of them changes."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from matching.engine import Matcher, OfferIndex, load_weights
from matching.engine.candidates import chosen_kernels, kernel_choice
from matching.engine.candidates.every_loop import run_every_loop
from matching.engine.candidates.kernel_choice import plain_kernels

COMPILED = chosen_kernels()


def compiled_types():
    """Return for each compiled loop for how many types it was compiled."""
    modules = [sys.modules[f"matching.engine.candidates.{name}"] for name in kernel_choice._COMPILED]
    loops = [one for module in modules for one in vars(module).values() if hasattr(one, "signatures")]
    return {loop.py_func.__qualname__: set(map(str, loop.signatures)) for loop in loops}


@pytest.mark.skipif(not COMPILED.are_compiled, reason="needs Numba")
def test_a_question_needs_no_loop_that_was_not_compiled_before(taxonomy, today, profile, offer):
    run_every_loop(COMPILED)
    before = compiled_types()
    some = [replace(offer, id=f"{number}", latitude=51 + number / 10) for number in range(9)]
    index = OfferIndex(taxonomy, some, kernels=COMPILED)

    matcher = Matcher(taxonomy, index, load_weights()["alumni_offers"])
    answer = matcher.recommend(replace(profile, titles=("Pflegefachkraft",)), today=today)

    assert any(ranked.explanation.counterfactuals for ranked in answer.ranked)
    assert all(before[name] for name in ("add_products", "add_gathered", "weigh", "_reaching", "_best_of_some"))
    assert compiled_types() == before


def test_an_index_goes_over_to_other_loops_with_the_same_answers(taxonomy, today, profile, offer):
    some = [replace(offer, id=f"{number}", german_level=1 + number % 5) for number in range(9)]
    index = OfferIndex(taxonomy, some, kernels=plain_kernels())
    matcher = Matcher(taxonomy, index, load_weights()["alumni_offers"])
    before = matcher.recommend(profile, today=today)

    index.use(COMPILED)

    assert matcher.recommend(profile, today=today) == before


@pytest.mark.skipif(not COMPILED.are_compiled, reason="needs Numba")
def test_loops_count_as_compiled_once_every_one_ran_on_this_machine(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr("matching.engine.candidates.every_loop.run_every_loop", ran.append)
    monkeypatch.setattr(kernel_choice, "chosen_kernels", lambda *_names, **_folder: COMPILED)
    assert not kernel_choice.are_kernels_compiled(tmp_path)

    kernel_choice.compile_kernels(tmp_path)

    assert ran == [COMPILED]
    assert kernel_choice.are_kernels_compiled(tmp_path)
    monkeypatch.setattr(kernel_choice, "_machine", lambda: "another one")
    assert not kernel_choice.are_kernels_compiled(tmp_path)


def test_another_version_of_any_loop_has_a_folder_of_its_own(tmp_path, monkeypatch):
    folder = kernel_choice._folder_of_these_loops(tmp_path)

    monkeypatch.setattr(kernel_choice, "_COMPILED", (*kernel_choice._COMPILED, "plain_kernels"))

    assert kernel_choice._folder_of_these_loops(tmp_path) != folder
    assert folder.parent == tmp_path
