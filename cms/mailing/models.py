"""The outbox: a mail is a row before it is sent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models import Purpose, Retention, impersonal, personal


class OutboxMail(models.Model):
    """One mail to one person, with what happened to it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        KEPT = "kept", _("kept here, no mail server is set")
        FAILED = "failed", _("given up")
        HELD = "held", _("held since a restore, until an administrator decides")

    personal_data = {
        **impersonal("dedupe_key", "state", "attempts", "leased_until", "next_attempt_at", "created_at", "sent_at"),
        **personal(Purpose.MAIL, Retention.DELIVERY, "recipient", "subject", "message", "last_error"),
    }

    dedupe_key = models.CharField(_("key"), max_length=100, unique=True)
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=300)
    message = models.BinaryField(_("message"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    next_attempt_at = models.DateTimeField(_("next attempt"), auto_now_add=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-created_at", "-pk")
        indexes = [models.Index(fields=("next_attempt_at",), condition=Q(state="waiting"), name="mail_waiting")]

    def __str__(self) -> str:
        return f"mail {self.pk}"
