"""Records that many pages share: contacts, references, pictures."""

from datetime import date
from io import BytesIO

import factory
from django.core.files.images import ImageFile
from factory.django import DjangoModelFactory
from PIL import Image

from cms.core.models import Contact, PortalImage, Reference

LONG_AFTER = date(2999, 12, 31)


class ContactFactory(DjangoModelFactory):
    """A contact with a phone number of the range that belongs to nobody."""

    class Meta:
        model = Contact

    key = factory.Sequence(lambda n: f"contact-{n + 1}")
    name = factory.Sequence(lambda n: f"Beate Hornig {n + 1}")
    role = "Erste Fragen aller Art"
    phone = "030 23125 011"
    hours = "Montag bis Freitag"


class ReferenceFactory(DjangoModelFactory):
    """A statement whose next check is far away."""

    class Meta:
        model = Reference

    key = factory.Sequence(lambda n: f"R{n + 1:03}")
    topic = "Anmelden"
    reference = factory.Sequence(lambda n: f"BMG § {n + 1}")
    statement = factory.Sequence(lambda n: f"Wer einzieht, meldet sich an, Fall {n + 1}.")
    source = "Nur für die Redaktion"
    as_of = "2026-08-19"
    review_date = LONG_AFTER


def make_picture(*, width: int = 1000, height: int = 800, **fields: object) -> PortalImage:
    """Store a picture of one color."""
    content = BytesIO()
    Image.new("RGB", (width, height), "#213791").save(content, "PNG")
    content.seek(0)
    named = {"title": "Blau", "alternative_text": "Eine blaue Fläche", "author": "Milena Hartmann", **fields}
    return PortalImage.objects.create(file=ImageFile(content, name="blau.png"), **named)
