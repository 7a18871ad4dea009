"""The words of a record in another language, where the record itself is the same in all."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable


class Wording(Orderable):
    """One language's words of a record that is edited once for all languages."""

    language_code = models.CharField(_("language"), max_length=12, help_text=_("For example en or ar."))

    class Meta(Orderable.Meta):
        abstract = True


AnyWording = TypeVar("AnyWording", bound=Wording)


def wording_in(wordings: Iterable[AnyWording], language_code: str) -> AnyWording | None:
    """Return the wording of a language, or nothing when it was not written yet."""
    return next((wording for wording in wordings if wording.language_code == language_code), None)
