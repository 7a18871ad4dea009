"""What the engine proposed: weights, runs, matches, and what people answered."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from matching.models.base import RECORD_FIELDS, Program, PublicRecord
from matching.models.classification import NOTHING_PERSONAL, Purpose, Retention, impersonal, personal


class WeightsRecord(models.Model):
    """A version of a program's weights, written by people; the packaged file is the first one."""

    personal_data = NOTHING_PERSONAL

    program = models.CharField(_("program"), max_length=20, choices=Program.choices)
    version = models.PositiveIntegerField(_("version"))
    parts = models.JSONField(_("weights"), help_text=_("How much each part counts; together they make 1."))
    neutral = models.FloatField(_("value of an unknown part"), default=0.5)
    good_match = models.FloatField(_("score of a good match"), default=0.6)
    minimum = models.FloatField(_("lowest score shown"), default=0.35)
    provider_limit = models.PositiveSmallIntegerField(
        _("most places of one provider among ten"),
        default=3,
        db_default=3,
        help_text=_("So that no company fills a list, as long as others fit; 0 switches the limit off."),
    )
    is_exposure_on = models.BooleanField(
        _("show what is rarely seen"),
        default=True,
        db_default=True,
        help_text=_(
            "Occupations in which few women or few men work, or people are lacking, within a person's interests."
        ),
    )
    exposure_first = models.PositiveSmallIntegerField(
        _("places that this looks at"), default=6, db_default=6, help_text=_("Counted from the top of the list.")
    )
    exposure_least = models.PositiveSmallIntegerField(
        _("how many of them at least"), default=2, db_default=2, help_text=_("Never more than these places.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("weights")
        verbose_name_plural = _("weights")
        ordering = ("program", "-version")
        constraints = [
            models.UniqueConstraint(name="weights_have_one_record_per_version", fields=("program", "version")),
            models.CheckConstraint(
                name="weights_thresholds_are_scores",
                condition=Q(neutral__range=(0, 1)) & Q(good_match__range=(0, 1)) & Q(minimum__range=(0, 1)),
            ),
            models.CheckConstraint(
                name="weights_show_no_more_than_their_places", condition=Q(exposure_least__lte=F("exposure_first"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.version}"

    def clean(self) -> None:
        if abs(sum(self.parts.values()) - 1) > 1e-9:
            raise ValidationError({"parts": _("The weights must add up to 1.")})


class Run(PublicRecord):
    """One execution of the engine for one person: when, on which inputs, with which weights."""

    personal_data = {
        **impersonal(*RECORD_FIELDS, "program", "weights_version", "inputs_hash", "finished_at", "n_considered"),
        **personal(Purpose.RECOMMENDATION, Retention.ACCOUNT, "profile"),
    }

    program = models.CharField(_("program"), max_length=20, choices=Program.choices)
    profile = models.ForeignKey("matching.Profile", on_delete=models.CASCADE, related_name="runs")
    weights_version = models.PositiveIntegerField(_("version of the weights"))
    inputs_hash = models.CharField(_("fingerprint of the inputs"), max_length=64)
    finished_at = models.DateTimeField(_("finished"))
    n_considered = models.PositiveIntegerField(_("offers considered"))

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints = [models.UniqueConstraint(name="one_run_per_profile_and_program", fields=("profile", "program"))]

    def __str__(self) -> str:
        return f"run {self.public_id}"


class Match(PublicRecord):
    """A stored pair with score and explanation."""

    personal_data = {
        **impersonal(*RECORD_FIELDS, "run"),
        **personal(
            Purpose.RECOMMENDATION, Retention.ACCOUNT, "profile", "offer", "mentor", "score", "rank", "explanation"
        ),
    }

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="matches")
    profile = models.ForeignKey("matching.Profile", on_delete=models.CASCADE, related_name="matches")
    offer = models.ForeignKey("matching.Offer", null=True, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey("matching.Mentor", null=True, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(_("score"))
    rank = models.PositiveIntegerField(_("rank"))
    explanation = models.JSONField(_("explanation"))

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ("run", "rank")
        constraints = [
            models.UniqueConstraint(name="a_profile_meets_an_offer_once", fields=("profile", "offer")),
            models.UniqueConstraint(name="a_profile_meets_a_mentor_once", fields=("profile", "mentor")),
            models.UniqueConstraint(name="a_rank_is_given_once_in_a_run", fields=("run", "rank")),
            models.CheckConstraint(
                name="a_match_is_with_an_offer_or_a_mentor",
                condition=Q(offer__isnull=True, mentor__isnull=False) | Q(offer__isnull=False, mentor__isnull=True),
            ),
            models.CheckConstraint(name="a_score_is_a_score", condition=Q(score__range=(0, 1))),
        ]

    def __str__(self) -> str:
        return f"match {self.public_id}"


class Reaction(PublicRecord):
    """What a person answered to a proposal: kept for later, or not for them."""

    class Kind(models.TextChoices):
        SAVED = "saved", _("saved")
        DECLINED = "declined", _("not for me")

    personal_data = {
        **impersonal(*RECORD_FIELDS),
        **personal(Purpose.RECOMMENDATION, Retention.ACCOUNT, "profile", "offer", "mentor", "kind"),
    }

    profile = models.ForeignKey("matching.Profile", on_delete=models.CASCADE, related_name="reactions")
    offer = models.ForeignKey("matching.Offer", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey("matching.Mentor", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("answer"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = [
            models.UniqueConstraint(name="one_reaction_per_profile_and_offer", fields=("profile", "offer")),
            models.UniqueConstraint(name="one_reaction_per_profile_and_mentor", fields=("profile", "mentor")),
            models.CheckConstraint(
                name="a_reaction_is_to_an_offer_or_a_mentor",
                condition=Q(offer__isnull=True, mentor__isnull=False) | Q(offer__isnull=False, mentor__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"reaction {self.public_id}"
