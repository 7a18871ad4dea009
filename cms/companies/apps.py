"""Django's entry for the room `companies`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    """Company profiles and offers."""

    name = "cms.companies"
    label = "companies"
    verbose_name = _("Companies")

    def ready(self) -> None:
        from cms.companies import found

        found.register()
