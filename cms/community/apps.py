"""Django's entry for the room `community`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """Events, later rounds, markets and clubs."""

    name = "cms.community"
    label = "community"
    verbose_name = _("Events")

    def ready(self) -> None:
        from cms.community import found

        found.register()
