"""One row per event, chained to the one before; the database itself refuses to change or delete any (triggers.py)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.audit.words import said
from matching.models import NOTHING_PERSONAL, Purpose, Retention, impersonal, personal


class Action(models.TextChoices):
    """What is recorded."""

    LOGGED_IN = "log-in", _("logged in")
    LOG_IN_FAILED = "log-in failed", _("failed to log in")
    SECOND_FACTOR_ADDED = "second factor added", _("second factor set up")
    SECOND_FACTOR_REMOVED = "second factor removed", _("second factor removed")
    SECOND_FACTOR_RENEWED = "second factor renewed", _("recovery codes made anew")
    ROLE_CHANGED = "role changed", _("roles of a person changed")
    GROUP_CHANGED = "group changed", _("rights of a role changed")
    LOG_IN_CLOSED = "log-in closed", _("log-in closed")
    LOG_IN_OPENED = "log-in opened", _("log-in opened again")
    INVITED = "invited", _("invited")
    INVITATION_SENT_AGAIN = "invitation sent again", _("invitation sent again")
    INVITATION_WITHDRAWN = "invitation withdrawn", _("invitation withdrawn")
    PUBLISHED = "published", _("published")
    UNPUBLISHED = "unpublished", _("taken offline")
    DELETED = "deleted", _("deleted")
    EXPORTED = "exported", _("exported")
    PERSON_DELETED = "person deleted", _("person deleted")
    REFUSED = "refused", _("turned away at the desk")
    CONSENT_GIVEN = "consent given", _("consent given")
    CONSENT_WITHDRAWN = "consent withdrawn", _("consent withdrawn")
    RESTORED = "restored", _("back-up restored")
    CUT = "cut", _("oldest rows removed")


class Entry(models.Model):
    """One event. People appear by the random id of their log-in, which names nobody once the log-in is gone."""

    personal_data = {
        **personal(Purpose.AUDIT, Retention.RECORD, "actor", "object_id"),
        **impersonal("created_at", "action", "object_kind", "detail", "removed_until", "position", "digest"),
    }

    created_at = models.DateTimeField(_("when"), default=timezone.now)
    action = models.CharField(_("what"), max_length=24, choices=Action.choices)
    # Empty: the portal itself, as by schedule, or somebody without a log-in.
    actor = models.UUIDField(_("who"), null=True, blank=True)
    object_kind = models.CharField(_("kind of thing"), max_length=100, blank=True)
    object_id = models.CharField(_("id of the thing"), max_length=64, blank=True)
    detail = models.JSONField(_("details"), default=dict, blank=True)
    # Of a row that says the oldest were removed: up to which position.
    removed_until = models.PositiveBigIntegerField(_("removed up to"), null=True, blank=True)
    # Filled in once, when the row is sealed into the chain.
    position = models.PositiveBigIntegerField(_("position"), null=True, blank=True, unique=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("entries of the audit log")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=("actor", "action", "created_at"), name="audit_by_actor"),
            models.Index(fields=("created_at",), name="audit_by_moment"),
            models.Index(fields=("removed_until",), name="audit_cuts", condition=models.Q(removed_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"audit {self.pk}"

    @property
    def said(self) -> str:
        """The details in one line."""
        return ", ".join(said(name, value) for name, value in sorted(self.detail.items()))


class Verification(models.Model):
    """The outcome of the last look along the chain; one row."""

    personal_data = NOTHING_PERSONAL

    verified_at = models.DateTimeField(_("verified"))
    n_entries = models.PositiveBigIntegerField(_("entries"), default=0)
    problem = models.CharField(_("problem"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("verification of the audit log")
        verbose_name_plural = _("verifications of the audit log")

    def __str__(self) -> str:
        return f"verified {self.verified_at:%Y-%m-%d %H:%M}"
