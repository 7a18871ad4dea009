"""Django's entry for the room `matching`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    """The records and services behind every recommendation."""

    name = "matching"
    verbose_name = _("Matching")
