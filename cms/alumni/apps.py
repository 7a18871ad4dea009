"""Django's entry for the room `alumni`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlumniConfig(AppConfig):
    """For those who left."""

    name = "cms.alumni"
    label = "alumni"
    verbose_name = _("Alumni")
