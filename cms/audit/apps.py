"""Django's entry for the room `audit`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """A record of what matters for safety."""

    name = "cms.audit"
    label = "audit"
    verbose_name = _("Audit log")

    def ready(self) -> None:
        from cms.audit import signal_handlers  # noqa: F401  connects them
