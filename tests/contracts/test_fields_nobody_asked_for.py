"""Whoever sends more fields than a form asks for changes nothing by them, at no address."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from matching.models import Occupation, Profile
from tests.contracts.test_urls_by_role import ADDRESSES, filled, taken_back
from tests.contracts.url_outcomes import Address, Role
from tests.contracts.world import World, make_world

GUARDED = tuple(
    apps.get_model(label)
    for label in (
        *("accounts.User", "accounts.Invitation", "auth.Group"),
        *("matching.Profile", "matching.Consent", "matching.Mentor", "matching.MentorScreening"),
        *("matching.Organization", "matching.Offer", "matching.PublicationSettings"),
    )
)
# What each address is for; of rows that are there, it may change these fields and no others.
OF_A_PROFILE = {
    *("occupation_text", "radius_km", "hours_min", "hours_max", "german_level", "interests", "languages", "place_id"),
    *("first_name", "birth_date", "qualification_level", "certificates", "weekdays", "every_weeks", "limit_km"),
    *("remote_only", "updated_at", "minimum_hours", "place_text"),
}
MAY_CHANGE = {
    "alumni:edit_profile": {f"Profile.{name}" for name in OF_A_PROFILE},
    "mentoring:edit_profile": {f"Profile.{name}" for name in OF_A_PROFILE},
    "alumni:consent": set[str](),
    "accounts:withdraw_consent": {"Consent.withdrawn_at", "Consent.updated_at"},
    "accounts:end_sessions": {"User.sessions_valid_from"},
}
ANSWERS: dict[str, dict[str, Any]] = {
    "alumni:edit_profile": {
        "occupation": "",
        "skills_words": "",
        "place": "Niesky",
        "radius_km": "35",
        "german_level": "3",
        "hours_min": "30",
        "hours_max": "35",
        "interests": ["technology"],
        "qualification_level": "",
        "certificates": [],
        "weekdays": [],
        "every_weeks": "",
        "limit_km": "",
    },
    "mentoring:edit_profile": {
        "first_name": "Mila",
        "interests": ["technology"],
        "place": "Niesky",
        "radius_km": "25",
        "languages": ["de"],
        "occupation": "",
    },
}
REMOVING = {"accounts:close"}


def rows() -> dict[tuple[str, Any], dict[str, Any]]:
    """Return every guarded row with its fields and what it is connected with."""
    return {(model.__name__, one.pk): _fields(one) for model in GUARDED for one in model._default_manager.all()}


def _fields(row: Model) -> dict[str, Any]:
    connected = {
        field.name: sorted(str(pk) for pk in getattr(row, field.name).values_list("pk", flat=True))
        for field in row._meta.many_to_many
    }
    return {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields} | connected


def everything(world: World, role: Role) -> dict[str, Any]:
    """Return every name of a field of the guarded models, with a value that would be worth something."""
    boss, own = world.people[Role.ADMINISTRATOR], world.people[role]
    sent: dict[str, Any] = {}
    for model in GUARDED:
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            kind = field.get_internal_type()
            value: Any = "true" if kind == "BooleanField" else "2020-01-01" if kind.startswith("Date") else "1"
            if field.related_model is type(boss):
                value = boss.pk
            sent |= {field.name: value, f"{field.name}_id": value}
    named = {"user": boss.pk, "profile": Profile.objects.first().pk, "kind": "mentor", "role": "administrator"}
    return sent | named | {"id": own.pk if own else 1, "groups": "1"}


def data_for(address: Address, world: World, role: Role) -> dict[str, Any]:
    asked = {**ANSWERS.get(address.name, {}), **address.data}
    if address.name in ANSWERS:
        asked = dict(ANSWERS[address.name])
        asked["occupation"] = Occupation.objects.first().label_de if role is Role.ALUMNA else ""
        person = world.people[role]
        profile = Profile.objects.filter(user=person).first()
        if profile and profile.birth_date:
            asked["birth_date"] = profile.birth_date.isoformat()
    # Of the same name, the form's own field counts.
    return {**everything(world, role), **asked}


def changes(before: dict, after: dict) -> Iterator[str]:
    for key in before.keys() & after.keys():
        for name, value in before[key].items():
            if after[key][name] != value:
                yield f"{key[0]}.{name}"
    yield from (f"{kind} is gone" for kind, _pk in before.keys() - after.keys())


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    return make_world()


@pytest.mark.parametrize("role", [Role.VISITOR, Role.ALUMNA, Role.YOUTH, Role.MENTOR, Role.EDITOR])
def test_fields_that_a_form_does_not_ask_for_change_nothing(role: Role, world: World) -> None:
    before, wrong = rows(), []

    for address in ADDRESSES:
        with taken_back():
            answer = world.browser(role).post(filled(address, world.things), data_for(address, world, role))
            answer.getvalue()  # a file stays open until it was read
            found = set(changes(before, rows())) - MAY_CHANGE.get(address.name, set())
        if found and address.name not in REMOVING:
            wrong.append(f"{address}: {sorted(found)}")
        if answer.status_code >= 500:
            wrong.append(f"{address}: {answer.status_code}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("role", "name"), [(Role.ALUMNA, "alumni:edit_profile"), (Role.YOUTH, "mentoring:edit_profile")]
)
def test_the_fields_that_a_form_asks_for_are_stored(role: Role, name: str, world: World) -> None:
    before = rows()
    (address,) = [one for one in ADDRESSES if one.name == name]

    answer = world.browser(role).post(filled(address, world.things), data_for(address, world, role))

    assert answer.status_code == 302, answer.context["form"].errors
    assert "Profile.radius_km" in set(changes(before, rows()))
