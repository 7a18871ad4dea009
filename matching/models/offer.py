"""What is offered: vacancies, apprenticeships, internships, volunteering."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from matching.models.base import MOST_WEEKS, RECORD_FIELDS, GermanLevel, PublicRecord, QualificationLevel, Rhythm
from matching.models.classification import NOTHING_PERSONAL, Purpose, Retention, impersonal, personal

MAX_HOURS_A_WEEK = 48  # § 3 ArbZG: eight hours on six working days
_POSSIBLE_HOURS = [MinValueValidator(1), MaxValueValidator(MAX_HOURS_A_WEEK)]


class OfferQuerySet(models.QuerySet["Offer"]):
    """Questions that are asked of offers."""

    def open(self, *, moment: datetime | None = None) -> "OfferQuerySet":
        """Return what is live and inside its publication window: a condition at query time, not an event."""
        moment = moment or timezone.now()
        return self.filter(
            Q(live=True),
            Q(go_live_at__isnull=True) | Q(go_live_at__lte=moment),
            Q(expire_at__isnull=True) | Q(expire_at__gt=moment),
        )


class Offer(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, PublicRecord, ClusterableModel
):
    """A vacancy, apprenticeship, internship or volunteering that a profile can be matched with.

    Draft, revisions, preview, workflow and expiry come from Wagtail. What the engine understood of the text
    (`OfferOccupation`, `OfferSkill`) is derived and not part of a revision.
    """

    class Kind(models.TextChoices):
        JOB = "job", _("job")
        APPRENTICESHIP = "apprenticeship", _("apprenticeship")
        INTERNSHIP = "internship", _("internship")
        VOLUNTEERING = "volunteering", _("volunteering")

    personal_data = personal(Purpose.EDITING, Retention.OFFICE, "locked_by") | impersonal(
        *RECORD_FIELDS,
        *("organization", "kind", "title", "summary", "description", "occupation", "place", "remote_share"),
        *("hours_min", "hours_max", "german_level", "minimum_age", "start_date", "website", "is_demo"),
        *("weekdays", "every_weeks", "qualification_level", "certificates"),
        *("live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision"),
        *("go_live_at", "expire_at", "expired", "latest_revision", "locked", "locked_at"),
    )

    organization = models.ForeignKey(
        "matching.Organization", on_delete=models.CASCADE, related_name="offers", verbose_name=_("organization")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.JOB)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("summary"), max_length=300, help_text=_("One or two sentences, shown in lists."))
    description = models.TextField(_("description"), blank=True)
    occupation = models.ForeignKey(
        "matching.Occupation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("occupation"),
        help_text=_("Leave it empty and the portal understands it from the title."),
    )
    place = models.ForeignKey("matching.Place", on_delete=models.PROTECT, related_name="+", verbose_name=_("place"))
    remote_share = models.FloatField(
        _("share of remote work"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("From 0 (never) to 1 (always)."),
    )
    hours_min = models.FloatField(_("hours a week, at least"), null=True, blank=True, validators=_POSSIBLE_HOURS)
    hours_max = models.FloatField(_("hours a week, at most"), null=True, blank=True, validators=_POSSIBLE_HOURS)
    weekdays = models.JSONField(
        _("days on which somebody has to be there"),
        default=list,
        db_default=[],
        blank=True,
        help_text=_("Leave it empty if the days can be agreed on."),
    )
    every_weeks = models.PositiveSmallIntegerField(
        _("how often somebody has to be there"), null=True, blank=True, choices=Rhythm.choices
    )
    german_level = models.PositiveSmallIntegerField(
        _("level of German needed"), null=True, blank=True, choices=GermanLevel.choices
    )
    qualification_level = models.PositiveSmallIntegerField(
        _("qualification needed"),
        null=True,
        blank=True,
        choices=QualificationLevel.choices,
        help_text=_("The least that somebody needs. Leave it empty if experience counts as much."),
    )
    certificates = models.JSONField(
        _("what somebody must hold"),
        default=list,
        db_default=[],
        blank=True,
        help_text=_("Only what cannot be done without: people who do not state it never see the offer among theirs."),
    )
    minimum_age = models.PositiveSmallIntegerField(_("minimum age"), null=True, blank=True)
    start_date = models.DateField(_("start"), null=True, blank=True)
    website = models.URLField(_("full text on the company's website"), blank=True)
    is_demo = models.BooleanField(_("example of the demo region"), default=False, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ("-first_published_at", "pk")
        indexes = [models.Index(fields=("live", "expire_at"))]
        constraints = [
            models.CheckConstraint(
                name="offer_hours_are_ordered",
                condition=Q(hours_min__isnull=True) | Q(hours_max__isnull=True) | Q(hours_min__lte=F("hours_max")),
            ),
            models.CheckConstraint(
                name="offer_hours_are_possible",
                condition=(Q(hours_min__isnull=True) | Q(hours_min__range=(1, MAX_HOURS_A_WEEK)))
                & (Q(hours_max__isnull=True) | Q(hours_max__range=(1, MAX_HOURS_A_WEEK))),
            ),
            models.CheckConstraint(
                name="offer_remote_share_is_a_share",
                condition=Q(remote_share__isnull=True) | Q(remote_share__range=(0, 1)),
            ),
            models.CheckConstraint(
                name="offer_rhythm_is_in_weeks",
                condition=Q(every_weeks__isnull=True) | Q(every_weeks__range=(1, MOST_WEEKS)),
            ),
            models.CheckConstraint(
                name="offer_qualification_level_exists",
                condition=Q(qualification_level__isnull=True) | Q(qualification_level__range=(1, 8)),
            ),
            models.CheckConstraint(
                name="offer_german_level_exists",
                condition=Q(german_level__isnull=True) | Q(german_level__range=(1, 6)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "companies/offer_detail.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        return {"request": request, "offer": self, "is_preview": True}


class OfferOccupation(models.Model):
    """An occupation that an offer asks for, as understood from its text or named by its editor."""

    personal_data = NOTHING_PERSONAL

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="understood_occupations")
    occupation = models.ForeignKey("matching.Occupation", on_delete=models.CASCADE, related_name="+")
    confidence = models.FloatField(_("confidence"))

    class Meta:
        verbose_name = _("understood occupation")
        verbose_name_plural = _("understood occupations")
        constraints = [
            models.UniqueConstraint(name="offer_names_an_occupation_once", fields=("offer", "occupation")),
            models.CheckConstraint(name="offer_occupation_confidence_range", condition=Q(confidence__range=(0, 1))),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} → {self.occupation_id}"


class OfferSkill(models.Model):
    """A skill that an offer asks for, as understood from its text."""

    personal_data = NOTHING_PERSONAL

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="understood_skills")
    skill = models.ForeignKey("matching.Skill", on_delete=models.CASCADE, related_name="+")
    is_essential = models.BooleanField(_("essential"), default=True)

    class Meta:
        verbose_name = _("understood skill")
        verbose_name_plural = _("understood skills")
        constraints = [models.UniqueConstraint(name="offer_names_a_skill_once", fields=("offer", "skill"))]

    def __str__(self) -> str:
        return f"{self.offer_id} → {self.skill_id}"
