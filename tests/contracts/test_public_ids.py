"""What visitors see of ids tells neither how many there are nor what the next one is."""

import pytest
from django.apps import apps
from django.db import models

from tests.contracts.desk_outcomes import DESK
from tests.contracts.test_urls_by_role import patterns

# Rows by number: only public ones are answered, and those stand in the sitemap or on a page with their number anyway.
COUNTED = {
    "sitemap_part": "a part of the map",
    "social_picture": "a public page's picture",
    "wagtaildocs_serve": "a document that its collection lets everybody read",
    "wagtaildocs_authenticate_with_password": "a door that asks for a password",
    "wagtailcore_authenticate_with_password": "a door that asks for a password",
}
N_DRAWN = 1_000


def public_id_fields() -> list[models.Field]:
    named = ((model, "public_id") for model in apps.get_models())
    return [
        model._meta.get_field(name)
        for model, name in named
        if any(field.name == name and field.has_default() for field in model._meta.concrete_fields)
    ]


@pytest.mark.parametrize("field", public_id_fields(), ids=lambda field: field.model.__name__)
def test_a_public_id_is_drawn_and_not_counted(field: models.Field) -> None:
    drawn = [field.get_default() for _number in range(N_DRAWN)]

    assert {one.version for one in drawn} == {4}
    assert len(set(drawn)) == N_DRAWN
    # Of 122 random bits each is as often set as not: 500 of 1,000, give or take eight times the scatter of 16.
    for bit in set(range(128)) - FIXED_BITS:
        assert 370 < sum(one.int >> bit & 1 for one in drawn) < 630


# A UUID of version 4 says its version in four bits and its variant in two.
FIXED_BITS = {*range(76, 80), 62, 63}


def test_people_offers_and_mentors_have_public_ids() -> None:
    owners = {field.model._meta.label for field in public_id_fields()}

    assert owners >= {"accounts.User", "accounts.Invitation", "matching.Offer", "matching.Mentor", "matching.Profile"}


def test_public_addresses_count_nothing_but_what_is_public_anyway() -> None:
    counting = {
        one.view_name
        for one in patterns()
        if not one.route.startswith(DESK) and any(mark in one.route for mark in ("<int:", r"\d+", "_id>", "<pk>"))
    }
    by_uuid = {one.view_name for one in patterns() if "<uuid:" in one.route}

    assert counting - by_uuid <= set(COUNTED)
