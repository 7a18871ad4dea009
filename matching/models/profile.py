"""Who looks for something, and what they said about themselves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from matching.models.base import MOST_WEEKS, RECORD_FIELDS, GermanLevel, PublicRecord, QualificationLevel, Rhythm
from matching.models.classification import Purpose, Retention, impersonal, personal


class Profile(PublicRecord):
    """What we know about a person who looks for an offer or a mentor. No label in logs, no revisions."""

    class Kind(models.TextChoices):
        ALUMNA = "alumna", _("moved away")
        YOUTH = "youth", _("youth")
        NEWCOMER = "newcomer", _("newcomer")

    personal_data = {
        **impersonal(*RECORD_FIELDS, "is_demo"),
        **personal(
            Purpose.RECOMMENDATION,
            Retention.ACCOUNT,
            *("user", "kind", "first_name", "birth_date", "place", "radius_km", "hours_min", "hours_max"),
            *("german_level", "languages", "interests", "occupation_text", "occupations", "skills"),
            *("weekdays", "every_weeks", "qualification_level", "certificates", "limit_km"),
        ),
    }

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile", verbose_name=_("log-in")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    place = models.ForeignKey(
        "matching.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("place")
    )
    radius_km = models.PositiveSmallIntegerField(_("radius in kilometers"), null=True, blank=True)
    limit_km = models.PositiveSmallIntegerField(_("never further away than, in kilometers"), null=True, blank=True)
    hours_min = models.FloatField(_("hours a week, at least"), null=True, blank=True)
    hours_max = models.FloatField(_("hours a week, at most"), null=True, blank=True)
    weekdays = models.JSONField(  # 0 is Monday
        _("days on which somebody can be there"), default=list, db_default=[], blank=True
    )
    every_weeks = models.PositiveSmallIntegerField(
        _("how often somebody can be there"), null=True, blank=True, choices=Rhythm.choices
    )
    german_level = models.PositiveSmallIntegerField(
        _("level of German"), null=True, blank=True, choices=GermanLevel.choices
    )
    qualification_level = models.PositiveSmallIntegerField(
        _("highest qualification"), null=True, blank=True, choices=QualificationLevel.choices
    )
    certificates = models.JSONField(_("licenses and certificates"), default=list, db_default=[], blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    interests = models.JSONField(_("interests"), default=list, blank=True)
    occupation_text = models.CharField(_("occupation in own words"), max_length=200, blank=True)
    occupations = models.ManyToManyField("matching.Occupation", blank=True, related_name="+")
    skills = models.ManyToManyField("matching.Skill", blank=True, related_name="+")
    is_demo = models.BooleanField(_("example of the demo region"), default=False, editable=False)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                name="profile_hours_are_ordered",
                condition=Q(hours_min__isnull=True) | Q(hours_max__isnull=True) | Q(hours_min__lte=F("hours_max")),
            ),
            models.CheckConstraint(
                name="profile_radius_is_positive", condition=Q(radius_km__isnull=True) | Q(radius_km__range=(1, 1000))
            ),
            models.CheckConstraint(
                name="profile_limit_is_positive", condition=Q(limit_km__isnull=True) | Q(limit_km__range=(1, 1000))
            ),
            models.CheckConstraint(
                name="profile_rhythm_is_in_weeks",
                condition=Q(every_weeks__isnull=True) | Q(every_weeks__range=(1, MOST_WEEKS)),
            ),
            models.CheckConstraint(
                name="profile_qualification_level_exists",
                condition=Q(qualification_level__isnull=True) | Q(qualification_level__range=(1, 8)),
            ),
            models.CheckConstraint(
                name="profile_german_level_exists",
                condition=Q(german_level__isnull=True) | Q(german_level__range=(1, 6)),
            ),
        ]

    def __str__(self) -> str:
        return f"profile {self.public_id}"
