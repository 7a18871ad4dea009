"""What people type when they sign in, sign up or forget a password."""

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordMixin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.accounts import selectors, services
from cms.accounts.models import Invitation, User
from matching.models import Place

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


class AcceptInvitationForm(SetPasswordMixin, forms.Form):
    """Asks somebody who was invited how to call them and which password they want."""

    first_name = forms.CharField(
        label=_("First name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=100,
        help_text=_("Colleagues see your name beside what you changed; visitors do not."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    password1, password2 = SetPasswordMixin.create_password_fields(
        label1=_("Password"), label2=_("The same password again")
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email
        self.fields["password2"].help_text = ""  # its label says it

    def clean(self) -> dict[str, Any]:
        self.validate_passwords()
        names = {name: self.cleaned_data.get(name, "") for name in ("first_name", "last_name")}
        # The rules compare it with what is known of the person.
        self.validate_password_for_user(User(email=self._email, **names), "password1")
        return self.cleaned_data

    def answers(self) -> dict[str, str]:
        """Return what the service takes."""
        return {
            "password": self.cleaned_data["password1"],
            "first_name": self.cleaned_data["first_name"],
            "last_name": self.cleaned_data["last_name"],
        }


class InviteForm(EmailForm):
    """Asks an administrator whom to invite, and as what."""

    role = forms.ChoiceField(
        label=_("Role"), choices=Invitation.Role.choices, widget=forms.RadioSelect, initial=Invitation.Role.EDITOR
    )
    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Place.objects.none(),
        required=False,
        help_text=_("For municipality editors only: whose pages, contacts and offers they look after."),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=settings.WAGTAILADMIN_PERMITTED_LANGUAGES, initial="de"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("The letter with the link goes there; they will sign in with it.")
        municipality = self.fields["municipality"]
        assert isinstance(municipality, forms.ModelChoiceField)
        municipality.queryset = selectors.municipalities_with_editors()

    def clean(self) -> dict[str, Any]:
        is_for_one = self.cleaned_data.get("role") == Invitation.Role.MUNICIPALITY_EDITOR
        if is_for_one and not self.cleaned_data.get("municipality"):
            self.add_error("municipality", _("Which municipality will they look after?"))
        if not is_for_one:
            self.cleaned_data["municipality"] = None
        return self.cleaned_data
