"""Django's entry for the room `accounts`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Log-ins, roles and consent."""

    name = "cms.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from cms.accounts import checks, services
        from cms.core import role_changes

        assert checks  # importing registers them
        role_changes.tell_me(services.end_sessions_of)
