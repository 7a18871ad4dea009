"""The form of a contact: its short name is found for whoever does not think of one."""

import pytest
from django.urls import reverse

from cms.core.models import Contact
from tests.factories import AdministratorFactory, serve_portal, sign_in_staff
from tests.factories.records import ContactFactory

pytestmark = pytest.mark.django_db

NO_WORDINGS = {
    "wordings-TOTAL_FORMS": "0",
    "wordings-INITIAL_FORMS": "0",
    "wordings-MIN_NUM_FORMS": "0",
    "wordings-MAX_NUM_FORMS": "1000",
}


@pytest.fixture
def desk(client):
    serve_portal()
    sign_in_staff(client, AdministratorFactory())
    return client


def save(desk, *, contact=None, **typed):
    path = (
        reverse("wagtailsnippets_core_contact:edit", args=[contact.pk])
        if contact
        else reverse("wagtailsnippets_core_contact:add")
    )
    return desk.post(path, {"phone": "030 23125 011", **NO_WORDINGS, **typed})


def keys():
    return sorted(Contact.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "buergerbuero-gross-radisch"),
        ("Bürgerbüro Herrnhut", "buergerbuero-herrnhut"),
        ("ratsuche_01", "ratsuche_01"),
        ("?!", "kontakt"),
        ("x" * 60, "x" * 54),
    ],
)
def test_any_words_are_made_a_short_name(desk, typed, key):
    save(desk, name="Bürgerbüro Groß Radisch", key=typed)

    assert keys() == [key]


def test_a_short_name_that_another_contact_has_gets_a_number(desk):
    for _ in range(3):
        save(desk, name="Bürgerbüro")

    assert keys() == ["buergerbuero", "buergerbuero-2", "buergerbuero-3"]


@pytest.mark.parametrize("key", ["rathaus", "Rathaus_", "x" * 60])
def test_a_contact_keeps_its_short_name_when_it_is_saved_again(desk, key):
    contact = ContactFactory(key=key, name="Rathaus")
    ContactFactory(key="zweites-rathaus")

    save(desk, contact=contact, name="Das neue Rathaus", key=key)

    assert keys() == [key, "zweites-rathaus"]
    assert Contact.objects.get(key=key).name == "Das neue Rathaus"


def test_a_contact_without_a_name_is_asked_for_it_and_not_for_a_short_one(desk):
    answer = save(desk, name="", key="")

    errors = answer.context["form"].errors
    assert ("name" in errors, "key" in errors, keys()) == (True, False, [])
