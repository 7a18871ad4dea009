"""Forms of the search's tools."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from search import synonyms
from search.forms import WordsField
from search.models import phrases_in


class LanguageSelect(forms.Select):
    """The portal's languages."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=settings.LANGUAGES, **options)


class SynonymForm(WagtailAdminModelForm):
    """A set of words that mean the same; refused while the search could not use it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        phrases = phrases_in(cleaned.get("words", ""))
        if phrases and "language" in cleaned:
            for problem in synonyms.problems(phrases=phrases, language=cleaned["language"], without=self.instance.pk):
                self.add_error("words", problem)
        return cleaned


class PromotedResultForm(WagtailAdminModelForm):
    """Words, and the page or document that stands first for them."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        page, document = cleaned.get("page"), cleaned.get("document")
        if page and document:
            self.add_error("document", _("Choose a page or a document, not both."))
        elif not page and not document:
            self.add_error("page", _("Choose the page or the document that stands first."))
        start, end = cleaned.get("start_date"), cleaned.get("end_date")
        if start and end and end < start:
            self.add_error("end_date", _("The last day is before the first one."))
        if not phrases_in(cleaned.get("words", "")):
            self.add_error("words", _("Write at least one word."))
        return cleaned


class InvariantForm(WagtailAdminModelForm):
    """A query and the page that must be found; what the last check said no longer counts after a change."""

    def save(self, commit: bool = True) -> Any:
        if self.has_changed():
            self.instance.position = self.instance.checked_at = None
        return super().save(commit)


class QuestionForm(forms.Form):
    """What an editor tries out, in which visitor's language."""

    q = WordsField(label=_("What visitors type"))
    language = forms.ChoiceField(label=_("The language they read"), choices=settings.LANGUAGES, required=False)

    def clean_language(self) -> str:
        """Return the portal's own language where none was chosen."""
        return self.cleaned_data["language"] or settings.LANGUAGE_CODE
