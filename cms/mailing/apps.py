"""Django's entry for the room `mailing`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingConfig(AppConfig):
    """The mail outbox."""

    name = "cms.mailing"
    label = "mailing"
    verbose_name = _("Mail")

    def ready(self) -> None:
        from cms.mailing import checks  # noqa: F401  registers them
