"""What records have in common: a public id that cannot be guessed, and when they were written."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicRecord(models.Model):
    """A record that is addressed from outside by a random id, never by its row number."""

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


RECORD_FIELDS = ("public_id", "created_at", "updated_at")


class GermanLevel(models.IntegerChoices):
    """Level of German after the European framework."""

    A1 = 1, "A1"
    A2 = 2, "A2"
    B1 = 3, "B1"
    B2 = 4, "B2"
    C1 = 5, "C1"
    C2 = 6, "C2"


class Interest(models.TextChoices):
    """What a person likes to do; the engine knows the same codes."""

    TECHNOLOGY = "technology", _("Technology and machines")
    NATURE = "nature", _("Nature and animals")
    PEOPLE = "people", _("Helping people")
    CREATIVITY = "creativity", _("Designing and making")
    OFFICE = "office", _("Organizing and figures")
    HEALTH = "health", _("Health and care")
    SPORTS = "sports", _("Sports and movement")
    LANGUAGES = "languages", _("Languages and travel")


class Program(models.TextChoices):
    """What a set of weights belongs to."""

    ALUMNI_OFFERS = "alumni_offers", _("Offers for those who left")
    YOUTH_ORIENTATION = "youth_orientation", _("Orientation for youths")
    MENTORING = "mentoring", _("Mentoring")
