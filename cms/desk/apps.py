"""Django's entry for the room `desk`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """What editors find first."""

    name = "cms.desk"
    label = "desk"
    verbose_name = _("Desk")
