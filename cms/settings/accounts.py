"""Sign-in: e-mail code for everybody, password and second factor for staff. Read by allauth and cms.accounts."""

from cms.settings.environment import env

AUTH_USER_MODEL = "accounts.User"
# One backend only: a second one would hash a wrong password a second time and ask for permissions twice.
AUTHENTICATION_BACKENDS = ["cms.accounts.backends.PasswordBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:overview"
LOGOUT_REDIRECT_URL = "/"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "cms.accounts.passwords.GuessableWordsValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds

# allauth keeps passwords, second factors and limits; the e-mail code is ours (cms/accounts/services/email_code.py),
# because it must cost the same for known and unknown addresses.
ACCOUNT_ADAPTER = "cms.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # without the second, allauth takes the password from its sign-in
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code has shown whose address it is
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True  # the session's own limits decide (cms/settings/security.py)
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
# Needs no query, so that a reset costs the same for an address that has no account.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "cms.accounts.tokens.ResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "cms.accounts.staff_forms.PasswordSignInForm",
    "reauthenticate": "cms.accounts.staff_forms.ConfirmPasswordForm",
    "change_password": "cms.accounts.staff_forms.ChangePasswordForm",
    "reset_password": "cms.accounts.forms.PasswordResetRequestForm",
    "reset_password_from_key": "cms.accounts.staff_forms.NewPasswordForm",
}
MFA_FORMS = {
    "authenticate": "cms.accounts.staff_forms.EnterSecondFactorForm",
    "reauthenticate": "cms.accounts.staff_forms.ConfirmSecondFactorForm",
    "activate_totp": "cms.accounts.staff_forms.SetUpSecondFactorForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    # Per address *and* sender: who guesses locks out himself, not the person elsewhere.
    "login_failed": "20/m/ip,5/5m/key",
    "login_failed_account": "100/h/key",
    "reset_password": "20/h/ip,1/10m/key,5/d/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "email_code": "60/h/ip,3/10m/key,20/d/key",
    "sign_up": "20/h/ip,1/10m/key,5/d/key",
    "email_code_try": "30/m/ip,5/d/key",
    "form_answer": "20/h/ip",  # forms of the welcoming pages (cms/welcome/models/forms.py)
}
EMAIL_CODE_SECONDS = 600
INVITATION_SECONDS = 7 * 24 * 3600
INVITATION_PAUSE_SECONDS = 600  # between two letters to the same address

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = env.str("PORTAL_NAME", default="Heimathafen")
# The code before and the one after count too: clocks differ, and typing takes time (RFC 6238, section 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff get their address from an administrator
