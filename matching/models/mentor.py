"""Who gives a young person time, and what must be true before anyone sees them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from matching.models.base import RECORD_FIELDS, PublicRecord
from matching.models.classification import Purpose, Retention, impersonal, personal


class MentorQuerySet(models.QuerySet["Mentor"]):
    """Questions that are asked of mentors."""

    def screened(self, *, today: date) -> "MentorQuerySet":
        """Return mentors with a complete, valid screening; there is no grace period."""
        valid = MentorScreening.objects.complete(today=today).filter(valid_until__gte=today)
        return self.filter(pk__in=valid.values("mentor_id"))

    def available(self, *, today: date) -> "MentorQuerySet":
        """Return mentors whom a young person may be shown: screened, not paused, with room, with an open log-in."""
        return self.screened(today=today).filter(is_paused=False, capacity__gt=0, user__is_active=True)


class Mentor(PublicRecord):
    """A person who accompanies one or two young people."""

    personal_data = {
        **impersonal(*RECORD_FIELDS, "is_demo"),
        **personal(
            Purpose.MENTORING,
            Retention.ACCOUNT,
            *("user", "first_name", "statement", "occupation", "organization", "place", "languages", "interests"),
            *("skills", "capacity", "is_paused", "picture"),
        ),
    }

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentor", verbose_name=_("log-in")
    )
    first_name = models.CharField(_("first name"), max_length=100)
    statement = models.CharField(_("one sentence to young people"), max_length=300, blank=True)
    occupation = models.ForeignKey(
        "matching.Occupation", on_delete=models.PROTECT, related_name="+", verbose_name=_("occupation")
    )
    organization = models.ForeignKey(
        "matching.Organization", null=True, blank=True, on_delete=models.SET_NULL, related_name="mentors"
    )
    place = models.ForeignKey("matching.Place", on_delete=models.PROTECT, related_name="+", verbose_name=_("place"))
    languages = models.JSONField(_("languages"), default=list, blank=True)
    interests = models.JSONField(_("interests"), default=list, blank=True)
    skills = models.ManyToManyField("matching.Skill", blank=True, related_name="+")
    capacity = models.PositiveSmallIntegerField(_("most mentees at the same time"), default=1)
    is_paused = models.BooleanField(_("pauses"), default=False)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    is_demo = models.BooleanField(_("example of the demo region"), default=False, editable=False)

    objects = MentorQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")
        constraints = [models.CheckConstraint(name="mentor_capacity_is_small", condition=Q(capacity__lte=10))]

    def __str__(self) -> str:
        return f"mentor {self.public_id}"


class MentorScreeningQuerySet(models.QuerySet["MentorScreening"]):
    """Questions that are asked of screenings."""

    def complete(self, *, today: date) -> "MentorScreeningQuerySet":
        """Return screenings with certificate, training and interview by two others; what is planned is not done."""
        return self.filter(
            certificate_seen_on__lte=today,
            training_done_on__lte=today,
            first_interviewer__isnull=False,
            second_interviewer__isnull=False,
        ).exclude(Q(first_interviewer=F("mentor__user")) | Q(second_interviewer=F("mentor__user")))


class MentorScreening(PublicRecord):
    """Proof that a mentor may meet minors: dates only, never the certificate itself (§ 72a SGB VIII)."""

    personal_data = {
        **impersonal(*RECORD_FIELDS),
        **personal(
            Purpose.MENTORING,
            Retention.RELATION,
            *("mentor", "certificate_seen_on", "training_done_on", "first_interviewer", "second_interviewer"),
            "valid_until",
        ),
    }

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="screenings")
    certificate_seen_on = models.DateField(_("certificate of good conduct seen on"), null=True, blank=True)
    training_done_on = models.DateField(_("training done on"), null=True, blank=True)
    first_interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    second_interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_until = models.DateField(_("valid until"))

    objects = MentorScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        constraints = [
            models.CheckConstraint(
                name="two_people_hold_the_interview",
                condition=Q(first_interviewer__isnull=True)
                | Q(second_interviewer__isnull=True)
                | ~Q(first_interviewer=F("second_interviewer")),
            ),
        ]

    def __str__(self) -> str:
        return f"screening {self.public_id}"
