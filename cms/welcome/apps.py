"""Django's entry for the room `welcome`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WelcomeConfig(AppConfig):
    """Pages that welcome."""

    name = "cms.welcome"
    label = "welcome"
    verbose_name = _("Welcome")

    def ready(self) -> None:
        from cms.welcome import found

        found.register()
