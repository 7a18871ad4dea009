"""allauth's forms in the portal's manner: labels above the fields, no words inside them."""

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms


class PlainFieldsMixin:
    """Takes the placeholders out; a word that disappears while one types is no label."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)


class CodeFieldMixin(PlainFieldsMixin):
    """Opens the number pad on phones; recovery codes have digits only, too."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"  # type: ignore[attr-defined]


class PasswordSignInForm(PlainFieldsMixin, account_forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the page itself links to the reset


class ConfirmPasswordForm(PlainFieldsMixin, account_forms.ReauthenticateForm):
    """The password once more."""


class ChangePasswordForm(PlainFieldsMixin, account_forms.ChangePasswordForm):
    """The old password and the new one twice."""


class NewPasswordForm(PlainFieldsMixin, account_forms.ResetPasswordKeyForm):
    """The new password twice, after a reset."""


class EnterSecondFactorForm(CodeFieldMixin, mfa_forms.AuthenticateForm):
    """The app's code, or a recovery code."""


class ConfirmSecondFactorForm(CodeFieldMixin, mfa_forms.ReauthenticateForm):
    """The app's code once more."""


class SetUpSecondFactorForm(CodeFieldMixin, totp_forms.ActivateTOTPForm):
    """The first code of a newly connected app."""
