"""The consent ledger: who allowed what, when, on which words; withdrawing is as easy as giving."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.base import PublicRecord
from matching.models.classification import Purpose, Retention, impersonal, personal

GUARDIAN_CONSENT_AGE = 16  # years; below, a guardian decides (Art. 8 GDPR)


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Questions that are asked of the ledger."""

    def in_force(self) -> "ConsentQuerySet":
        """Return what is confirmed and not withdrawn; a guardian's word needs its second channel as well."""
        return self.filter(
            Q(confirmed_at__isnull=False),
            Q(withdrawn_at__isnull=True),
            Q(given_by=Consent.GivenBy.SELF) | Q(second_channel_at__isnull=False),
        )


class Consent(PublicRecord):
    """One line of the ledger. Lines are added and withdrawn, never rewritten."""

    class For(models.TextChoices):
        RECOMMENDATIONS = "recommendations", _("Offers picked for me")
        MENTORING = "mentoring", _("Mentors picked for me")

    class GivenBy(models.TextChoices):
        SELF = "self", _("the person")
        GUARDIAN = "guardian", _("a guardian")

    personal_data = {
        **impersonal("public_id"),
        **personal(
            Purpose.CONSENT_PROOF,
            Retention.PROOF,
            *("user", "purpose", "given_by", "text_version", "created_at", "updated_at", "confirmed_at"),
            *("second_channel_at", "withdrawn_at"),
        ),
    }

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("for"), max_length=20, choices=For.choices)
    given_by = models.CharField(_("given by"), max_length=10, choices=GivenBy.choices, default=GivenBy.SELF)
    text_version = models.CharField(_("version of the text"), max_length=20)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    second_channel_at = models.DateTimeField(_("confirmed by the second channel"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                name="one_consent_in_force_per_purpose_and_giver",
                fields=("user", "purpose", "given_by"),
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.public_id}"
