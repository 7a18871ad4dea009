"""The page that tells who is who, sign-in by one click, and the mails that never left."""

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from cms.accounts.services import ensure_roles
from cms.demo.services.named_people import build_named_users
from cms.mailing.services import enqueue_mail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def users():
    ensure_roles()
    return build_named_users()


def sign_in_url(user):
    return reverse("demo:sign_in", args=[user.public_id])


def test_everybody_stands_on_the_page_with_a_button(client, users):
    page = client.get(reverse("demo:people"))

    assert page.status_code == 200
    for user in users.values():
        assert user.email in page.content.decode()
        assert sign_in_url(user) in page.content.decode()


def test_before_the_build_the_page_says_what_to_do(client):
    page = client.get(reverse("demo:people"))

    assert "build_demo" in page.content.decode()


def test_one_click_signs_an_ordinary_person_in(client, users):
    answer = client.post(sign_in_url(users["company"]))

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(users["company"].pk)


def test_one_click_brings_staff_to_their_desk_without_asking_for_the_second_factor(client, users):
    answer = client.post(sign_in_url(users["editor"]))
    desk = client.get(answer.url)

    assert answer.url == reverse("wagtailadmin_home")
    assert desk.status_code == 200


def test_a_look_does_not_sign_anybody_in(client, users):
    answer = client.get(sign_in_url(users["editor"]))

    assert answer.status_code == 405
    assert "_auth_user_id" not in client.session


def test_nobody_else_can_be_signed_in_as(client, users):
    real = UserFactory(email="echt@landkreis.example")

    answer = client.post(sign_in_url(real))

    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["demo:people", "demo:mails"])
def test_without_the_setting_the_pages_do_not_exist(client, settings, name):
    settings.DEMO_SIGN_IN = False

    assert client.get(reverse(name)).status_code == 404


def test_without_the_setting_nobody_is_signed_in(client, settings, users):
    settings.DEMO_SIGN_IN = False

    assert client.post(sign_in_url(users["editor"])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_mails_can_be_read(client):
    enqueue_mail(message=EmailMessage("Ihr Code", "Der Code ist 1234.", to=["jana@demo.heimathafen.example"]))

    page = client.get(reverse("demo:mails")).content.decode()

    assert "Ihr Code" in page
    assert "Der Code ist 1234." in page


def test_mails_show_markup_as_text(client):
    enqueue_mail(message=EmailMessage("Hallo", "<script>alert(1)</script>", to=["jana@demo.heimathafen.example"]))

    page = client.get(reverse("demo:mails")).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
