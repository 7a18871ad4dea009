"""Django's entry for the room `navigation`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NavigationConfig(AppConfig):
    """Menus and language switch."""

    name = "cms.navigation"
    label = "navigation"
    verbose_name = _("Navigation")
