"""How a form of the portal asks: own words for mistakes, and quiet traps for machines instead of a foreign service.

Three traps, none of which a person meets: a field that nobody sees, a signed note of when the form was opened, and a
limit per sender. Whoever trips over one all the same keeps what was typed and only sends again.
"""

from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

LEAST_SECONDS = 3  # nobody reads and answers faster
MOST_SECONDS = 24 * 3600
MAX_LETTERS = 5000
OPENED, TRAP = "form_opened", "form_website"
PROTECTION = (OPENED, TRAP)
_SALT = "cms.welcome.form"
_PLEASE = {"required": _("Please fill this in: we need it for an answer.")}
_MENDS = {
    "email": {"invalid": _("Please write a whole address, such as name@example.org.")},
    "number": {"invalid": _("Please write a number, such as 12 or 12.5.")},
    "url": {"invalid": _("Please write a whole web address, such as https://example.org.")},
    "date": {"invalid": _("Please give day, month and year.")},
    "datetime": {"invalid": _("Please give day, month, year and time.")},
    "singleline": {"max_length": _("Please shorten this to %(limit_value)d characters.")},
    "multiline": {"max_length": _("Please shorten this to %(limit_value)d characters.")},
    "checkbox": {"required": _("Please tick this box if you agree; we cannot go on without it.")},
    "dropdown": {"required": _("Please choose one."), "invalid_choice": _("Please choose one of the list.")},
    "radio": {"required": _("Please choose one."), "invalid_choice": _("Please choose one of the list.")},
    "checkboxes": {"required": _("Please choose at least one."), "invalid_choice": _("Please choose from the list.")},
    "multiselect": {"required": _("Please choose at least one."), "invalid_choice": _("Please choose from the list.")},
}


class TrapInput(forms.TextInput):
    """A field that only machines see; it stands among the hidden ones."""

    template_name = "components/trap.html"
    is_hidden = True


class AnswerForm(BaseForm):
    """A form as editors put it together, with its traps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[TRAP] = forms.CharField(required=False, widget=TrapInput)
        self.fields[OPENED] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial[OPENED] = signing.dumps([self._page_key(), _now()], salt=_SALT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self._check_traps(cleaned)
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """What the person wrote, without the traps."""
        return {name: value for name, value in self.cleaned_data.items() if name not in PROTECTION}

    def with_fresh_traps(self) -> "AnswerForm":
        """Make the form ready for a second try: what was typed stays, an unusable note is replaced."""
        if self._seconds_open() is None:
            typed = self.data.copy()  # type: ignore[has-type]  # Wagtail does not annotate its form
            typed[OPENED] = self.initial[OPENED]
            self.data = typed
        return self

    def _check_traps(self, cleaned: dict[str, Any]) -> None:
        seconds = self._seconds_open()
        if cleaned.get(TRAP):
            self.add_error(None, _("This looked as if a machine had sent it. If you are a person, please send again."))
        elif seconds is None:
            self.add_error(None, _("The form was open for a long time. Your text is still there: please send again."))
        elif seconds < LEAST_SECONDS:
            self.add_error(None, _("That was very quick. Your text is still there: please send again."))

    def _seconds_open(self) -> int | None:
        """Return for how long the form was open, or nothing when its note is missing, foreign or too old."""
        try:
            page_key, opened_at = signing.loads(str(self.data.get(OPENED, "")), salt=_SALT)
        except signing.BadSignature:
            return None
        seconds = _now() - int(opened_at)
        return seconds if page_key == self._page_key() and seconds <= MOST_SECONDS else None

    def _page_key(self) -> str:
        return str(self.page.pk) if self.page else ""


class AnswerFormBuilder(FormBuilder):
    """Builds the form of a page from the questions of its editors."""

    def create_multiline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        return super().create_multiline_field(field, {**options, "max_length": MAX_LETTERS})

    def create_date_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        return super().create_date_field(field, {**options, "widget": forms.DateInput(attrs={"type": "date"})})

    def create_email_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        return super().create_email_field(field, {**options, "widget": widget})

    def get_field_options(self, field: Any) -> dict[str, Any]:
        mends = {**_PLEASE, **_MENDS.get(field.field_type, {})}
        return {**super().get_field_options(field), "error_messages": mends}

    def get_form_class(self) -> type[AnswerForm]:
        return type("PageForm", (AnswerForm,), self.formfields)


def _now() -> int:
    return int(timezone.now().timestamp())
