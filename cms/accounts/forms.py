"""What people type when they sign in, sign up or forget a password."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.accounts import services

_EMAIL_WIDGET = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"})


def limit_key(email: str) -> str:
    """Fold the spellings of an address that reach one mailbox, so that limits count them together."""
    local, _at, domain = unicodedata.normalize("NFKC", email).casefold().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


class EmailForm(forms.Form):
    """Asks for the address to which a code goes."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, widget=_EMAIL_WIDGET)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if not email.partition("@")[0].isascii():
            # Django lets letters pass that only look alike; no mail could be addressed to them.
            raise ValidationError(_("Enter a valid email address."), code="invalid")
        return email.lower()


class SignUpForm(EmailForm):
    """Asks for an address and for the age from which people decide themselves."""

    is_old_enough = forms.BooleanField(
        label=_("I am 16 or older."),
        error_messages={"required": _("From 16 you decide yourself. Before, a guardian has to agree.")},
    )


class CodeForm(forms.Form):
    """Asks for the code from the letter."""

    code = forms.CharField(
        label=_("Code from the e-mail"),
        max_length=20,
        help_text=_("Eight digits; spaces do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class PasswordResetRequestForm(EmailForm):
    """Asks for the address of somebody who forgot a password; allauth's view saves it."""

    def save(self, request: HttpRequest, **_options: object) -> str:
        """Send the letter, whatever stands behind the address."""
        services.request_password_reset(request=request, email=self.cleaned_data["email"])
        return self.cleaned_data["email"]
