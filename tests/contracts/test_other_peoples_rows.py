"""What one person told is neither read nor changed by another, whoever's ids they send along."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model, Q

from cms.accounts.models import User
from matching.models import Consent, Profile
from tests.contracts.test_urls_by_role import ADDRESSES, filled, taken_back
from tests.contracts.url_outcomes import Role
from tests.contracts.world import World, make_world
from tests.factories import ConsentFactory, ProfileFactory, UserFactory

CANARY = "Kanarienvogel"
ROLES = [Role.VISITOR, Role.ALUMNA, Role.YOUTH, Role.MENTOR, Role.EDITOR, Role.COORDINATOR]


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    return make_world()


@pytest.fixture
def lena(world: World) -> User:
    """Somebody who told us of herself, and agreed to two things."""
    user = UserFactory(email=f"{CANARY.lower()}@heimathafen.example", first_name=CANARY, last_name=CANARY)
    ProfileFactory(user=user, first_name=CANARY, occupation_text=CANARY)
    ConsentFactory(user=user)
    ConsentFactory(user=user, purpose="mentoring")
    return user


def hers(user: User) -> list[tuple[str, dict[str, Any]]]:
    """Return every row that belongs to a person or to what they told."""
    profiles = Profile.objects.filter(user=user)
    found: list[Model] = [user, *profiles]
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model in {User, Profile} and not model._meta.proxy:
                owners = [user.pk] if field.related_model is User else [one.pk for one in profiles]
                found += model._base_manager.filter(Q(**{f"{field.name}__in": owners}))
    told = [
        (one._meta.label, {f.attname: f.value_from_object(one) for f in one._meta.concrete_fields}) for one in found
    ]
    return sorted(told, key=repr)


def ids_of(user: User) -> dict[str, Any]:
    profile, consent = Profile.objects.get(user=user), Consent.objects.filter(user=user).first()
    named = {"user": user.pk, "user_id": user.pk, "profile": profile.pk, "profile_id": profile.pk}
    public = {"public_id": user.public_id, "id": user.pk, "pk": user.pk, "consent": consent.pk, "owner": user.pk}
    return {**named, **public, "email": user.email, "login": user.email}


@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_or_changes_what_another_person_told(role: Role, world: World, lena: User) -> None:
    before, wrong = hers(lena), []
    browser = world.browser(role)

    for address in ADDRESSES:
        path = filled(address, world.things)
        sent = {**ids_of(lena), **{k: v for k, v in address.data.items() if k not in {"email", "login"}}}
        for what, ask in (
            ("get", lambda p=path, s=sent: browser.get(p, s)),
            ("post", lambda p=path, s=sent: browser.post(p, s)),
        ):
            with taken_back():
                answer = ask()
                told = answer.getvalue().decode("utf-8", "replace")
                if hers(lena) != before:
                    wrong.append(f"{what} {address} changes")
            # Her address was typed by whoever asks; it may stand in the field again.
            if CANARY in told:
                wrong.append(f"{what} {address} tells")

    assert not wrong, "\n".join(wrong)


def test_her_own_pages_tell_her(world: World, lena: User, client: Any) -> None:
    client.force_login(lena)

    assert CANARY in client.get("/passt-zu-mir/angaben/").getvalue().decode()
    assert len(hers(lena)) >= 4
