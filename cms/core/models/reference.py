"""Facts that are edited once: a sourced statement that pages and blocks show."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from cms.core.models.wording import Wording, wording_in
from matching.models import NOTHING_PERSONAL


@dataclass(frozen=True, slots=True)
class Statement:
    """A reference's sentence as one language shows it."""

    text: str
    language_code: str
    is_stale: bool  # the German sentence was changed after this one was written


class Reference(index.Indexed, ClusterableModel):
    """A statement with the law or authority behind it, where it was read, and when it must be read again."""

    personal_data = NOTHING_PERSONAL

    key = models.SlugField(_("key"), max_length=40, unique=True, help_text=_("A short name that stays, such as F002."))
    topic = models.CharField(_("topic"), max_length=120)
    reference = models.CharField(
        _("paragraph or authority"), max_length=300, help_text=_("Shown with the statement, such as BMG § 17 Abs. 1.")
    )
    statement = models.TextField(
        _("statement"), help_text=_("In plain German. Every page that uses it changes with it.")
    )
    source = models.TextField(_("source"), help_text=_("Where it was read. Only editors see this."))
    as_of = models.CharField(
        _("as of"), max_length=80, help_text=_("Date of what was read: 2026-08-19, 2026-08, 2026, or undatiert.")
    )
    changes_yearly = models.BooleanField(_("changes every year"), default=False)
    review_date = models.DateField(_("check again on"))
    changed_at = models.DateTimeField(
        _("statement changed at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Pages published before may say less."),
    )
    # What the last loading from the file brought, by language: a mark of the row, so that a row that stayed the same
    # never undoes what an editor wrote since.
    loaded_rows = models.JSONField(default=dict, editable=False)

    search_fields = [
        index.AutocompleteField("key"),
        index.AutocompleteField("topic"),
        index.AutocompleteField("reference"),
        index.AutocompleteField("statement"),
        index.FilterField("topic"),
    ]

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ("topic", "key")

    def __str__(self) -> str:
        return f"{self.reference}: {self.statement[:80]}"

    @property
    def is_under_review(self) -> bool:
        """Whether the day on which the statement must be read again has passed."""
        return self.review_date < timezone.localdate()

    @property
    def state(self) -> str:
        """What an editor must know first: that it must be read again, or since when it says something else."""
        if self.is_under_review:
            return gettext("check overdue since %(date)s") % {
                "date": date_format(self.review_date, "SHORT_DATE_FORMAT")
            }
        if self.changed_at:
            return gettext("changed on %(date)s") % {"date": date_format(self.changed_at, "SHORT_DATE_FORMAT")}
        return ""

    def in_language(self, language_code: str) -> Statement:
        """Return the statement in a language, else in the portal's main language."""
        is_own = language_code == settings.LANGUAGE_CODE  # the reference itself is written in it
        wording = None if is_own else wording_in(self.wordings.all(), language_code)
        if wording is None:
            return Statement(self.statement, settings.LANGUAGE_CODE, is_stale=False)
        return Statement(wording.statement, language_code, is_stale=wording.based_on != self.statement)


class ReferenceWording(Wording):
    """A reference's statement in another language."""

    personal_data = NOTHING_PERSONAL

    reference = ParentalKey(Reference, on_delete=models.CASCADE, related_name="wordings")
    statement = models.TextField(_("statement"))
    based_on = models.TextField(_("German statement it translates"), blank=True, editable=False)

    @property
    def is_stale(self) -> bool:
        """Whether the German statement was changed after this wording was written."""
        return self.based_on != self.reference.statement

    class Meta:
        verbose_name = _("wording in another language")
        verbose_name_plural = _("wordings in other languages")
        constraints = [
            models.UniqueConstraint(name="a_reference_speaks_once_per_language", fields=("reference", "language_code"))
        ]

    def __str__(self) -> str:
        return f"{self.reference_id} ({self.language_code})"
