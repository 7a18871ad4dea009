"""What the link checker knows: addresses with their state, and where each of them stands."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from matching.models import NOTHING_PERSONAL

LONGEST_ADDRESS = 600  # characters; databases bound what a unique index takes
LONGEST_WORDS = 120


class Problem(models.TextChoices):
    """Why a link leads nowhere, as editors read it."""

    GONE = "gone", _("the page is not there")
    FAULT = "fault", _("the other server reports a fault")
    UNKNOWN_HOST = "unknown_host", _("there is no such server")
    SILENT = "silent", _("the other server does not answer")
    SLOW = "slow", _("the other server takes too long")
    UNSAFE = "unsafe", _("there is no safe connection to it")
    LOOP = "loop", _("it leads on and on")
    CLOSED = "closed", _("an address that visitors cannot reach")


class Link(models.Model):
    """An address outside the portal, and how it went when somebody looked; it stays as long as it stands somewhere.

    It is broken when looking failed on two different days with nothing in between: servers have bad days.
    """

    personal_data = NOTHING_PERSONAL

    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS, unique=True)
    host = models.CharField(_("server"), max_length=253, db_index=True)
    due_at = models.DateTimeField(_("looked at again from"), db_index=True)
    tried_at = models.DateTimeField(_("last try"), null=True, blank=True, db_index=True)
    failing_since = models.DateField(_("leads nowhere since"), null=True, blank=True)
    failed_on = models.DateField(_("failed last on"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=12, choices=Problem.choices, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.address


class PlacedLink(models.Model):
    """A link where it stands: in a page's text, or in a record that visitors see.

    It leads to an address outside, or to a page or document of the portal. These two are numbers and no foreign keys:
    what matters is that the thing may be gone.
    """

    personal_data = NOTHING_PERSONAL

    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organization = models.ForeignKey(
        "matching.Organization",
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    offer = models.ForeignKey(
        "matching.Offer", verbose_name=_("offer"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    reference = models.ForeignKey(
        "core.Reference",
        verbose_name=_("reference"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    words = models.CharField(_("words of the link"), max_length=LONGEST_WORDS, blank=True)
    link = models.ForeignKey(
        Link, verbose_name=_("address"), null=True, blank=True, on_delete=models.CASCADE, related_name="places"
    )
    to_page = models.PositiveBigIntegerField(_("page it leads to"), null=True, blank=True)
    to_document = models.PositiveBigIntegerField(_("document it leads to"), null=True, blank=True)

    class Meta:
        verbose_name = _("link in its place")
        verbose_name_plural = _("links in their places")
        constraints = [
            models.CheckConstraint(
                name="a_link_leads_to_one_thing",
                condition=Q(link__isnull=False, to_page__isnull=True, to_document__isnull=True)
                | Q(link__isnull=True, to_page__isnull=False, to_document__isnull=True)
                | Q(link__isnull=True, to_page__isnull=True, to_document__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class PageReading(models.Model):
    """When a page's links were read; one that was published since is read again."""

    personal_data = NOTHING_PERSONAL

    page = models.OneToOneField(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="link_reading")
    read_at = models.DateTimeField(_("read"))

    class Meta:
        verbose_name = _("reading of a page's links")
        verbose_name_plural = _("readings of pages' links")

    def __str__(self) -> str:
        return f"reading of page {self.page_id}"
