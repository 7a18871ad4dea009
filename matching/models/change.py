"""The change log's tables; matching.changes writes and reads them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models.classification import NOTHING_PERSONAL


class Change(models.Model):
    """One thing that changed, written in the transaction that changed it.

    `transaction_id` orders rows by transaction on PostgreSQL, where row numbers are handed out before commit;
    it is 0 on SQLite, where one transaction writes at a time.
    """

    personal_data = NOTHING_PERSONAL

    transaction_id = models.BigIntegerField(_("transaction"), default=0)
    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.CharField(_("object"), max_length=40)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ("transaction_id", "pk")
        indexes = [models.Index(fields=("transaction_id", "id"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Cursor(models.Model):
    """How far a durable follower has read."""

    personal_data = NOTHING_PERSONAL

    follower = models.CharField(_("follower"), max_length=60, unique=True)
    transaction_id = models.BigIntegerField(_("transaction"), default=0)
    change_id = models.BigIntegerField(_("change"), default=0)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("cursor")
        verbose_name_plural = _("cursors")

    def __str__(self) -> str:
        return self.follower
