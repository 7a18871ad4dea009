"""Every field we store has a decision: why we hold it and when it ends, or that it tells nothing about a person."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models

from cms.accounts.personal_data import THIRD_PARTY
from matching.models import NOTHING_PERSONAL, PersonalData

OUR_ROOMS = ("cms.", "matching.", "search.")


def models_of(*, ours: bool) -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=False)
    found = [model for model in every if model.__module__.startswith(OUR_ROOMS) is ours]
    return sorted(found, key=lambda model: model._meta.label)


def fields_to_decide(model: type[models.Model]) -> set[str]:
    """Return the names of the fields whose values stand in this model's own tables.

    Row numbers and links to an inherited row say nothing by themselves; what a third-party parent stores in a table
    of its own (Wagtail's Page) is decided there.
    """
    own = [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]
    return {field.name for field in own if not _is_key(field)}


def _is_key(field: models.Field) -> bool:
    is_parent_link = field.remote_field is not None and getattr(field.remote_field, "parent_link", False)
    return is_parent_link or (field.primary_key and field.remote_field is None)


def undecided(model: type[models.Model], decisions: Iterable[str]) -> set[str]:
    return fields_to_decide(model) - set(decisions)


def shared_decisions(model: type[models.Model]) -> set[str]:
    """Return decisions that a model shares with its siblings through one mapping."""
    siblings = [other for other in models_of(ours=True) if other.__dict__.get("personal_data") is model.personal_data]
    return set().union(*(fields_to_decide(sibling) for sibling in siblings))


@pytest.mark.parametrize("model", models_of(ours=True), ids=lambda model: model._meta.label)
def test_our_model_decides_about_exactly_its_own_fields(model: type[models.Model]) -> None:
    decisions = getattr(model, "personal_data", None)

    assert decisions is not None, f"{model._meta.label} has no personal_data (matching.models.classification)"
    if decisions is NOTHING_PERSONAL:
        return
    assert undecided(model, decisions) == set()
    assert set(decisions) - fields_to_decide(model) <= shared_decisions(model)
    assert all(decision is None or isinstance(decision, PersonalData) for decision in decisions.values())


@pytest.mark.parametrize("model", models_of(ours=True), ids=lambda model: model._meta.label)
def test_a_model_that_points_to_a_log_in_is_personal(model: type[models.Model]) -> None:
    user = apps.get_model("accounts", "User")
    points_to_people = [field.name for field in model._meta.local_fields if field.related_model is user]

    assert not points_to_people or any(model.personal_data.get(name) for name in points_to_people)


@pytest.mark.parametrize("model", models_of(ours=False), ids=lambda model: model._meta.label)
def test_a_third_partys_model_is_decided_in_one_table(model: type[models.Model]) -> None:
    assert model._meta.label in THIRD_PARTY, "decide about it in cms/accounts/personal_data.py"
    decisions = THIRD_PARTY[model._meta.label]

    if decisions is not NOTHING_PERSONAL:
        assert undecided(model, decisions) == set()
        assert set(decisions) <= fields_to_decide(model)


def test_the_table_names_no_model_that_is_gone() -> None:
    assert set(THIRD_PARTY) <= {model._meta.label for model in models_of(ours=False)}


def test_a_field_without_a_decision_is_found() -> None:
    user = apps.get_model("accounts", "User")
    all_but_one = {name: decision for name, decision in user.personal_data.items() if name != "email"}

    assert undecided(user, all_but_one) == {"email"}
