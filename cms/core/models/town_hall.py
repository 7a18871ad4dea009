"""Which municipality looks after a part of the portal itself, and with which group and collection."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models import NOTHING_PERSONAL


class TownHall(models.Model):
    """A municipality's own part of the desk: whoever is in its group edits its pages, records and files."""

    personal_data = NOTHING_PERSONAL

    municipality = models.OneToOneField(
        "matching.Place", verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="town_hall"
    )
    group = models.OneToOneField(
        "auth.Group", verbose_name=_("group"), on_delete=models.CASCADE, related_name="town_hall"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", verbose_name=_("collection"), on_delete=models.PROTECT, related_name="town_hall"
    )

    class Meta:
        verbose_name = _("town hall")
        verbose_name_plural = _("town halls")

    def __str__(self) -> str:
        return str(self.group)
