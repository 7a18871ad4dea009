"""Who offers: companies, clubs and public bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models.base import RECORD_FIELDS, PublicRecord
from matching.models.classification import impersonal


class Organization(PublicRecord):
    """A company, club or public body that makes offers; one page per language presents it."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("company")
        CLUB = "club", _("club")
        PUBLIC_BODY = "public_body", _("public body")

    personal_data = impersonal(
        *RECORD_FIELDS, "kind", "name", "place", "industry", "n_employees", "website", "description", "is_demo"
    )

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.COMPANY)
    name = models.CharField(_("name"), max_length=200, unique=True)
    place = models.ForeignKey("matching.Place", on_delete=models.PROTECT, verbose_name=_("place"))
    industry = models.CharField(_("industry"), max_length=120, blank=True)
    n_employees = models.PositiveIntegerField(_("number of employees"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("description"), blank=True)
    is_demo = models.BooleanField(_("example of the demo region"), default=False, editable=False)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
