"""Django's entry for the room `demo`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The demo region."""

    name = "cms.demo"
    label = "demo"
    verbose_name = _("Demonstration")

    def ready(self) -> None:
        from cms.demo import checks  # noqa: F401  registers the check
