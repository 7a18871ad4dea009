"""One's own settings at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories.records import make_picture

pytestmark = pytest.mark.django_db


def test_no_portrait_is_asked_for_or_taken(office, boss):
    address = reverse("wagtailadmin_account")
    with make_picture().file.open() as file:
        picture = file.read()

    page = office.get(address).content.decode()
    office.post(address, {"avatar-avatar": SimpleUploadedFile("ich.png", picture, "image/png")})

    assert "theme" in page
    assert "avatar-avatar" not in page
    assert not UserProfile.objects.filter(user=boss).exclude(avatar="").exists()
