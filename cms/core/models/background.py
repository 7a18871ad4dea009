"""What background processes leave behind, so that they can be watched and run once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models import NOTHING_PERSONAL


class Heartbeat(models.Model):
    """When a background process was last seen; the health page reads it."""

    personal_data = NOTHING_PERSONAL

    name = models.CharField(_("process"), max_length=40, unique=True)
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name


class BeatSlot(models.Model):
    """A slot of the schedule that was taken: two schedulers run each slot once."""

    personal_data = NOTHING_PERSONAL

    job = models.CharField(_("job"), max_length=60)
    slot = models.BigIntegerField(_("slot"))

    class Meta:
        verbose_name = _("slot of the schedule")
        verbose_name_plural = _("slots of the schedule")
        constraints = [models.UniqueConstraint(name="a_slot_is_taken_once", fields=("job", "slot"))]

    def __str__(self) -> str:
        return f"{self.job} {self.slot}"
