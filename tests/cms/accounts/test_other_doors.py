"""Doors of the software we use that would go round our limits, the second factor or the roles."""

import pytest
from django.urls import reverse

from cms.accounts.models import User
from cms.accounts.services import ensure_roles
from cms.accounts.services.roles import Role, give_role
from tests.factories import AdministratorFactory, UserFactory, sign_in_staff
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/_util/login/", "/en/_util/login/"])
def test_the_frameworks_own_sign_in_compares_no_password(client, path):
    user = AdministratorFactory()

    response = client.post(path, {"username": user.email, "password": PASSWORD})

    assert response.status_code == 302
    assert "anmelden" in response["Location"]
    assert "_auth_user_id" not in client.session


@pytest.fixture
def office(client):
    ensure_roles()
    user = UserFactory()
    give_role(user=user, role=Role.ADMINISTRATOR)
    user.refresh_from_db()
    sign_in_staff(client, user)
    return client


def test_an_administrator_cannot_make_a_superuser(office):
    form = {"email": "neu@heimathafen.example", "first_name": "N", "last_name": "N"}
    form |= {"password1": PASSWORD, "password2": PASSWORD, "is_active": "on", "is_superuser": "on"}

    office.post(reverse("wagtailusers_users:add"), form)

    assert not User.objects.filter(email="neu@heimathafen.example").exists()


def test_an_administrator_can_still_open_log_ins(office):
    form = {"email": "neu@heimathafen.example", "first_name": "N", "last_name": "N"}
    form |= {"password1": PASSWORD, "password2": PASSWORD, "is_active": "on"}

    office.post(reverse("wagtailusers_users:add"), form)

    assert User.objects.get(email="neu@heimathafen.example").is_superuser is False


def test_an_administrator_does_not_touch_a_superuser(office):
    boss = AdministratorFactory()

    response = office.get(reverse("wagtailusers_users:edit", args=[boss.pk]))

    assert response.status_code in (302, 403)


def test_nobody_changes_their_address_unconfirmed(office):
    assert b"name_email-email" not in office.get(reverse("wagtailadmin_account")).content
