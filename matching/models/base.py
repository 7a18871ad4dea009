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
MOST_WEEKS = 52


class GermanLevel(models.IntegerChoices):
    """Level of German after the European framework."""

    A1 = 1, "A1"
    A2 = 2, "A2"
    B1 = 3, "B1"
    B2 = 4, "B2"
    C1 = 5, "C1"
    C2 = 6, "C2"


class QualificationLevel(models.IntegerChoices):
    """Level of the German qualifications framework, each by what most people have there."""

    ONE = 1, _("vocational preparation")
    TWO = 2, _("lower secondary school certificate")
    THREE = 3, _("two-year vocational training")
    FOUR = 4, _("three-year vocational training")
    FIVE = 5, _("recognized further training (level 5)")
    SIX = 6, _("bachelor or master craftsman")
    SEVEN = 7, _("master’s degree or diploma")
    EIGHT = 8, _("doctorate")


class Certificate(models.TextChoices):
    """Papers that an offer may require and a person may hold; the engine knows the same codes."""

    DRIVING_LICENSE_B = "driving_license_b", _("driving license for cars (class B)")
    DRIVING_LICENSE_C = "driving_license_c", _("driving license for trucks (class C)")
    FORKLIFT = "forklift", _("forklift license")
    NURSING_LICENSE = "nursing_license", _("license to work as a nurse")
    FOREIGN_QUALIFICATION_RECOGNIZED = (
        "foreign_qualification_recognized",
        _("recognized foreign qualification"),
    )


class Rhythm(models.IntegerChoices):
    """How often somebody is there, in weeks."""

    EVERY_WEEK = 1, _("every week")
    EVERY_SECOND_WEEK = 2, _("every second week")
    EVERY_FOURTH_WEEK = 4, _("every fourth week")


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
