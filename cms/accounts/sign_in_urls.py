"""Addresses of signing in, under the names that allauth looks for; what is not listed here does not exist."""

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from django.urls import path

from cms.accounts.views import email_code, invitation, staff

urlpatterns = [
    path("anmelden/", email_code.sign_in, name="account_login"),
    path("anmelden/code/", email_code.enter_code, name="account_confirm_login_code"),
    path("anmelden/mit-passwort/", staff.PasswordSignInView.as_view(), name="account_password_login"),
    path("anmelden/zweiter-faktor/", staff.EnterSecondFactorView.as_view(), name="mfa_authenticate"),
    path("registrieren/", email_code.sign_up, name="account_signup"),
    path("einladung/", invitation.accept, name="account_accept_invitation"),
    path("einladung/<str:token>/", invitation.open_link, name="account_invitation"),
    path("abmelden/", account_views.logout, name="account_logout"),
    path("gesperrt/", account_views.account_inactive, name="account_inactive"),
    path("passwort/bestaetigen/", staff.ConfirmPasswordView.as_view(), name="account_reauthenticate"),
    path("passwort/aendern/", staff.PasswordChangeView.as_view(), name="account_change_password"),
    path("passwort/vergessen/", account_views.password_reset, name="account_reset_password"),
    path("passwort/vergessen/gesendet/", account_views.password_reset_done, name="account_reset_password_done"),
    path(
        "passwort/neu/<slug:uidb36>/<path:key>/",
        account_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("passwort/ist-neu/", account_views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("zweiter-faktor/", mfa_views.index, name="mfa_index"),
    path("zweiter-faktor/bestaetigen/", staff.ConfirmSecondFactorView.as_view(), name="mfa_reauthenticate"),
    path("zweiter-faktor/einrichten/", staff.SetUpSecondFactorView.as_view(), name="mfa_activate_totp"),
    path("zweiter-faktor/abschalten/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("zweiter-faktor/ersatzcodes/", recovery_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("zweiter-faktor/ersatzcodes/neu/", recovery_views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "zweiter-faktor/ersatzcodes/laden/",
        recovery_views.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
