"""How vacancies are shown to the public: a switch with a legal reason."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting

from matching.models.classification import NOTHING_PERSONAL


class PublicationSettings(BaseGenericSetting):
    """The publication mode; it holds on every surface: list, search, feed, sitemap, mail."""

    class Mode(models.TextChoices):
        REFERENCE = "reference", _("Reference: profiles name what companies look for, no public list")
        CARRIER = "carrier", _("Carrier: a private association runs the portal, full public list")
        PARTNER_FEED = "partner_feed", _("Partner feed: a publisher's list")

    personal_data = NOTHING_PERSONAL

    mode = models.CharField(
        _("publication mode"),
        max_length=12,
        choices=Mode.choices,
        default=Mode.REFERENCE,
        help_text=_(
            "A district's free public job board for third parties is unfair competition "
            "(Federal Court of Justice, I ZR 142/23). Choose another mode only when the carrier is settled."
        ),
    )

    class Meta:
        verbose_name = _("publication of offers")
