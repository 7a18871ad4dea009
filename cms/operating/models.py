"""The ledger of deletions: what must not come back when an old back-up is restored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models import impersonal


class Deletion(models.Model):
    """One person who is gone, or one consent, by a random number that names a row in back-ups of earlier days only."""

    personal_data = impersonal("kind", "public_id", "deleted_at")

    kind = models.CharField(_("kind"), max_length=20)
    public_id = models.UUIDField(_("public id"))
    deleted_at = models.DateTimeField(_("deleted"))

    class Meta:
        verbose_name = _("deletion")
        verbose_name_plural = _("deletions")
        ordering = ("deleted_at", "pk")
        permissions = [("view_condition", _("Can see how the portal is"))]
        constraints = [models.UniqueConstraint(fields=("kind", "public_id"), name="one_line_per_deletion")]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
