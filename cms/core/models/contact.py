"""Whom people may ask: written once, shown on every page that names the contact."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from cms.core.models.wording import Wording, wording_in
from matching.models import NOTHING_PERSONAL, Purpose, Retention, impersonal, personal


class Contact(index.Indexed, ClusterableModel):
    """An office or a person of an office that visitors may call or write to."""

    personal_data = {
        **personal(Purpose.EDITING, Retention.OFFICE, "name", "phone", "email", "picture"),
        **impersonal("key", "role", "hours", "languages", "note", "place", "municipality", "updated_at"),
    }

    key = models.SlugField(_("short name"), max_length=60, unique=True, help_text=_("Found by this name when editing."))
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("what for"), max_length=160, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("hours"), max_length=160, blank=True)
    languages = models.CharField(_("languages spoken"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    place = models.ForeignKey(
        "matching.Place", verbose_name=_("place"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    municipality = models.ForeignKey(
        "matching.Place",
        verbose_name=_("kept by the municipality"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Its own editors may change this contact. Empty: it belongs to the whole district."),
    )
    picture = models.ForeignKey(
        "core.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True, db_default=Now())

    search_fields = [
        *(index.AutocompleteField("name"), index.AutocompleteField("role"), index.AutocompleteField("key")),
        index.FilterField("id"),  # choosers show a town hall its own
    ]

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name} ({self.role})" if self.role else self.name

    def clean(self) -> None:
        super().clean()
        if not self.phone and not self.email:
            raise ValidationError(
                {"phone": _("Give a phone number or an e-mail address: people want to reach somebody.")}
            )

    def in_language(self, language_code: str) -> "Contact | ContactWording":
        """Return what to show for role, hours, languages and note: the wording of a language, else the contact."""
        if language_code == settings.LANGUAGE_CODE:  # the contact itself is written in it
            return self
        return wording_in(self.wordings.all(), language_code) or self


class ContactWording(Wording):
    """A contact's words in another language."""

    personal_data = NOTHING_PERSONAL

    contact = ParentalKey(Contact, on_delete=models.CASCADE, related_name="wordings")
    role = models.CharField(_("what for"), max_length=160, blank=True)
    hours = models.CharField(_("hours"), max_length=160, blank=True)
    languages = models.CharField(_("languages spoken"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("wording in another language")
        verbose_name_plural = _("wordings in other languages")
        constraints = [
            models.UniqueConstraint(name="a_contact_speaks_once_per_language", fields=("contact", "language_code"))
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} ({self.language_code})"
