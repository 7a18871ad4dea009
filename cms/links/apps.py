"""Django's entry for the room `links`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    """The link checker."""

    name = "cms.links"
    label = "links"
    verbose_name = _("Links")
