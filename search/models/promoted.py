"""Results that editors put first."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from matching.models import NOTHING_PERSONAL
from search.models.phrases import phrases_in


class PromotedResult(Orderable):
    """A page or a document that stands first, marked as recommended, when visitors use certain words."""

    personal_data = NOTHING_PERSONAL

    words = models.TextField(
        _("when visitors look for"),
        max_length=600,
        help_text=_(
            "One per line, or separated by commas. Any of them will do; all words of a phrase must be looked for, "
            "in any order and form."
        ),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Visitors are shown its translation where there is one."),
    )
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("or document"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Why it stands first. Only editors see this.")
    )
    start_date = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: from now on."))
    end_date = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day. Empty: until somebody ends it.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("recommended result")
        verbose_name_plural = _("recommended results")
        constraints = [
            models.CheckConstraint(
                name="a_promotion_shows_one_thing",
                condition=Q(page__isnull=False, document__isnull=True) | Q(page__isnull=True, document__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{', '.join(self.phrases)} → {self.shown}"

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words and phrases that call for it."""
        return phrases_in(self.words)

    @property
    def shown(self) -> str:
        """The title of what stands first."""
        return str(self.page or self.document or "")

    @property
    def is_overdue(self) -> bool:
        """Whether its last day has passed."""
        return self.end_date is not None and self.end_date < timezone.localdate()

    @property
    def state(self) -> str:
        """What an editor must know first: planned, running, or over."""
        if self.is_overdue:
            return gettext("over: remove it or set a new day")
        if self.start_date is not None and self.start_date > timezone.localdate():
            return gettext("planned")
        return gettext("in use")
