"""Django's entry for the room `proofreading`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProofreadingConfig(AppConfig):
    """A second pair of eyes for editors."""

    name = "cms.proofreading"
    label = "proofreading"
    verbose_name = _("Proofreading")
