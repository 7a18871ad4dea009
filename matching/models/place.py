"""Where: municipalities and postcodes, from official and open data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models.classification import NOTHING_PERSONAL


class Place(models.Model):
    """A municipality, or one of its postcodes, with its center."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        POSTCODE = "postcode", _("postcode")

    personal_data = NOTHING_PERSONAL

    code = models.CharField(_("code"), max_length=80, unique=True, help_text=_("Official key, or postcode and name."))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120, db_index=True)
    folded_name = models.CharField(_("name, made comparable"), max_length=120, db_index=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True, db_index=True)
    municipality = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts", verbose_name=_("municipality")
    )
    district_code = models.CharField(_("district key"), max_length=5, db_index=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("name", "code")
        constraints = [
            models.CheckConstraint(
                name="place_lies_on_earth",
                condition=models.Q(latitude__range=(-90, 90)) & models.Q(longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postcode} {self.name}" if self.kind == self.Kind.POSTCODE else self.name
