"""The demo region goes into an empty database and nowhere else; its sign-in stays on this machine."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.demo import selectors
from cms.demo.checks import check_demo_sign_in
from tests.factories import AdministratorFactory, OrganizationFactory, UserFactory


def a_person():
    UserFactory(email="echt@landkreis.example")


def an_administrator():
    AdministratorFactory()


def a_company():
    OrganizationFactory()


def a_page():
    Page.get_first_root_node().add_child(instance=Page(title="Unsere Stadt", slug="unsere-stadt"))
    Page.objects.get(slug="unsere-stadt").add_child(instance=Page(title="Rathaus", slug="rathaus"))


@pytest.mark.django_db
@pytest.mark.parametrize("something_else", [a_person, an_administrator, a_company, a_page])
def test_a_database_that_holds_anything_else_is_refused(something_else):
    something_else()

    with pytest.raises(CommandError, match="This database holds other things"):
        call_command("build_demo")

    assert selectors.held() is selectors.Holds.SOMETHING_ELSE


@pytest.mark.django_db
def test_a_fresh_database_holds_nothing():
    assert selectors.held() is selectors.Holds.NOTHING


@pytest.mark.django_db
def test_without_reference_data_the_build_says_what_to_do():
    with pytest.raises(CommandError, match="load_reference_data"):
        call_command("build_demo")


@pytest.fixture
def local(settings, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "cms.settings.local")
    settings.DEMO_SIGN_IN, settings.SESSION_COOKIE_SECURE = True, False
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    return settings


def test_the_check_lets_a_local_demonstration_run(local):
    assert check_demo_sign_in(None) == []


def test_the_check_refuses_a_public_host(local):
    local.ALLOWED_HOSTS = ["localhost", "portal.landkreis.example"]

    (error,) = check_demo_sign_in(None)

    assert error.id == "demo.E001"
    assert "portal.landkreis.example" in error.msg


def test_the_check_refuses_any_host(local):
    local.ALLOWED_HOSTS = ["*"]

    assert [error.id for error in check_demo_sign_in(None)] == ["demo.E001"]


def test_the_check_refuses_a_server_with_tls(local):
    local.SESSION_COOKIE_SECURE = True

    assert [error.id for error in check_demo_sign_in(None)] == ["demo.E001"]


def test_the_check_refuses_production_settings(local, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "cms.settings.production")

    assert [error.id for error in check_demo_sign_in(None)] == ["demo.E001"]


def test_the_check_has_nothing_against_production_without_the_sign_in(local, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "cms.settings.production")
    local.DEMO_SIGN_IN, local.ALLOWED_HOSTS = False, ["portal.landkreis.example"]

    assert check_demo_sign_in(None) == []


@pytest.mark.django_db(transaction=True)
def test_a_build_that_is_cut_off_before_its_indexes_are_full_leaves_nothing_behind(monkeypatch):
    def cut_off(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("cms.demo.management.commands.build_demo.build_demo", build_a_little)
    monkeypatch.setattr("cms.demo.management.commands.build_demo.call_command", cut_off)

    with pytest.raises(KeyboardInterrupt):
        call_command("build_demo")

    assert selectors.held() is selectors.Holds.NOTHING


def build_a_little(**_options):
    an_administrator()
    a_company()
    return True
