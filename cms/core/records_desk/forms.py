"""Forms of the records: they notice what a change means for pages and for other languages."""

from itertools import chain, count
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.core.models import Contact, Reference
from cms.core.references import note_changed_statement, note_translated
from cms.core.slugs import slug_of
from cms.core.town_halls.choices import OwnChoicesForm
from cms.core.town_halls.ownership import municipalities_of
from matching.models import Place

SAYS = {"statement", "reference"}
LETTERS_OF_A_NUMBER = 6  # as in "-12345"


class LanguageSelect(forms.Select):
    """The portal's languages except the one that records are written in."""

    def __init__(self, **options: Any) -> None:
        others = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        super().__init__(choices=[("", "—"), *others], **options)


class ReferenceWordingForm(WagtailAdminModelForm):
    """A statement in another language, and the word that it is still right."""

    is_checked = forms.BooleanField(
        label=_("Compared with the German statement: still right"), required=False, initial=False
    )

    def is_written_now(self) -> bool:
        """Return whether somebody wrote or compared this wording, so that it is no longer stale."""
        is_compared = bool(self.cleaned_data.get("is_checked"))
        return self.instance.pk is None or is_compared or "statement" in self.changed_data


class ReferenceForm(WagtailAdminModelForm):
    """A reference with its wordings."""

    def save(self, commit: bool = True) -> Reference:
        reference = self.instance
        if reference.pk and SAYS & set(self.changed_data):
            note_changed_statement(reference=reference)
        for form in self.formsets["wordings"].forms:
            if getattr(form, "cleaned_data", None) and form.is_written_now():
                note_translated(wording=form.instance, statement=reference.statement)
        return super().save(commit)


class ContactForm(OwnChoicesForm):
    """A contact: the district's editors say who keeps it, a municipality's editors keep it themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            key = Contact._meta.get_field("key")
            self.fields["key"] = forms.CharField(label=key.verbose_name, required=False, max_length=key.max_length)
        if "municipality" in self.fields:
            self._offer_municipalities(self.fields["municipality"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        words = cleaned.get("key") or cleaned.get("name")
        is_new = "key" in self.changed_data or not cleaned.get("key")
        if words and is_new and "key" not in self.errors:
            cleaned["key"] = self._free_key(words)
        return cleaned

    def _free_key(self, words: str) -> str:
        """Return the words as a key, with a number when another contact has it: nobody need think of another."""
        longest = Contact._meta.get_field("key").max_length
        key = slug_of(words, longest=longest - LETTERS_OF_A_NUMBER) or "kontakt"
        taken = set(
            Contact.objects.filter(key__startswith=key).exclude(pk=self.instance.pk).values_list("key", flat=True)
        )
        return next(one for one in chain([key], (f"{key}-{number}" for number in count(2))) if one not in taken)

    def _offer_municipalities(self, field: forms.ModelChoiceField) -> None:
        limited = municipalities_of(self.for_user)
        field.widget = forms.Select()
        field.widget.is_required = field.required = limited is not None
        field.empty_label = None if limited else _("the whole district")
        places = Place.objects.filter(town_hall__isnull=False)
        field.queryset = places if limited is None else places.filter(pk__in=limited)
