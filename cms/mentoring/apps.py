"""Django's entry for the room `mentoring`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MentoringConfig(AppConfig):
    """For youths and mentors."""

    name = "cms.mentoring"
    label = "mentoring"
    verbose_name = _("Mentoring")
