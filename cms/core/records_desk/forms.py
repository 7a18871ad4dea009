"""Forms of the records: they notice what a change means for pages and for other languages."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.core.models import Reference
from cms.core.references import note_changed_statement, note_translated
from cms.core.town_halls.choices import OwnChoicesForm
from cms.core.town_halls.ownership import municipalities_of
from matching.models import Place

SAYS = {"statement", "reference"}


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
        if "municipality" in self.fields:
            self._offer_municipalities(self.fields["municipality"])

    def _offer_municipalities(self, field: forms.ModelChoiceField) -> None:
        limited = municipalities_of(self.for_user)
        field.widget = forms.Select()
        field.widget.is_required = field.required = limited is not None
        field.empty_label = None if limited else _("the whole district")
        places = Place.objects.filter(town_hall__isnull=False)
        field.queryset = places if limited is None else places.filter(pk__in=limited)
