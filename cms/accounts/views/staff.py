"""Signing in of people with a role: allauth's screens, with our limits and records."""

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.totp import views as totp_views
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cms.accounts import sessions
from cms.audit.models import Action
from cms.audit.services import record_sparingly


def note_failure(user: object, proof: str) -> None:
    """Have the audit log keep that a proof was wrong; allauth sends no signal for these."""
    record_sparingly(Action.LOG_IN_FAILED, actor=user, object_kind=proof, each_time=True)


class TooManyTriesMixin:
    """Answers 429 when a form was refused because somebody guesses."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response = super().form_invalid(form)  # type: ignore[misc]
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        if codes & {"too_many_login_attempts", "rate_limited"}:
            response.status_code = 429
        return response


class PasswordSignInView(TooManyTriesMixin, account_views.LoginView):
    """Asks people with a role for their password; the second factor follows."""

    template_name = "account/password_login.html"

    def get_authenticated_redirect_url(self) -> str:
        """Lead who is signed in already to their own page, not round in circles."""
        return reverse("accounts:overview")


class EnterSecondFactorView(TooManyTriesMixin, mfa_views.AuthenticateView):
    """Asks for the second factor after the password."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        note_failure(self.stage.login.user, "second factor")
        return super().form_invalid(form)


class ConfirmSecondFactorView(TooManyTriesMixin, mfa_views.ReauthenticateView):
    """Asks for the second factor in a session that is under way."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        note_failure(self.request.user, "second factor")
        return super().form_invalid(form)


class ConfirmPasswordView(TooManyTriesMixin, account_views.ReauthenticateView):
    """Asks for the password in a session that is under way."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        note_failure(self.request.user, "password")
        return super().form_invalid(form)


class SetUpSecondFactorView(TooManyTriesMixin, totp_views.ActivateTOTPView):
    """Connects an authenticator app; its first code counts as proof for this session."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response = super().form_valid(form)
        sessions.record_proof(self.request, self.request.user, "mfa")
        return response


class PasswordChangeView(account_views.PasswordChangeView):
    """Changes a password; people who sign in by e-mail code have none."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise Http404
        return super().dispatch(request, *args, **kwargs)
