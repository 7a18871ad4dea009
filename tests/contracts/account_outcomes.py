"""What each role gets where people sign in, on their own page, and in the demonstration."""

from tests.contracts.url_outcomes import (
    FOR_ALL,
    FORBIDDEN,
    NOBODY_MAY,
    NOT_ALLOWED,
    NOT_FOUND,
    NOT_THERE,
    OK,
    OVER,
    REFUSED,
    SIGN_IN,
    SIGNED_IN,
    Address,
    each,
    to,
)

# Who is signed in already has no business at the doors.
_ALREADY_IN = to("accounts:overview")
_DOOR = each(_ALREADY_IN, visitor=OK)
_NO_CODE_PENDING = each(SIGN_IN)
# People who sign in by e-mail code have no password: what is about passwords does not exist for them.
_WITH_PASSWORD = each(NOT_FOUND, visitor=SIGN_IN, staff=OK)
_WITH_FACTOR = each(FORBIDDEN, visitor=SIGN_IN, staff=OK)

ACCOUNTS = (
    Address("accounts:overview", SIGNED_IN, NOBODY_MAY),
    Address(
        "accounts:withdraw_consent",
        NOBODY_MAY,
        each(to("accounts:overview"), visitor=SIGN_IN),
        "known",
        {"purpose": "=recommendations"},
    ),
    Address(
        "accounts:withdraw_consent",
        NOBODY_MAY,
        each(NOT_FOUND, visitor=SIGN_IN),
        "unknown",
        {"purpose": "=world-peace"},
    ),
    Address("accounts:end_sessions", NOBODY_MAY, each(SIGN_IN)),
    # Staff leave through the administration, so that their work stays attributed.
    Address(
        "accounts:close",
        each(OK, visitor=SIGN_IN, staff=NOT_FOUND),
        each(to("home"), visitor=SIGN_IN, staff=NOT_FOUND),
    ),
)

SIGNING_IN = (
    Address(
        "account_login",
        _DOOR,
        each(_ALREADY_IN, visitor=to("account_confirm_login_code")),
        "address",
        data={"email": "jemand@heimathafen.example"},
    ),
    Address("account_login", _DOOR, each(_ALREADY_IN, visitor=REFUSED), "no address", data={"email": "jemand"}),
    Address("account_signup", _DOOR, each(_ALREADY_IN, visitor=REFUSED), data={"email": "jemand"}),
    Address("account_confirm_login_code", _NO_CODE_PENDING, _NO_CODE_PENDING, data={"code": "12345678"}),
    Address("account_password_login", _DOOR, _DOOR, data={"login": "jemand@heimathafen.example", "password": "falsch"}),
    # A link that is not right says so, with a status of its own; without a link nobody is invited.
    Address("account_invitation", each(OVER), NOBODY_MAY, "made up", {"token": "=abc:def"}),
    Address("account_accept_invitation", each(OVER), each(OVER), "without a link", data={"password1": "falsch"}),
    # Looking at a right one only takes it out of the address.
    Address(
        "account_invitation", each(to("account_accept_invitation")), NOBODY_MAY, "open", {"token": "open_invitation"}
    ),
    Address("account_inactive", FOR_ALL, NOBODY_MAY),
    Address(
        "account_logout",
        each(OK, visitor=to("home"), editor_without_second_factor=OK),
        each(to("home"), editor_without_second_factor=to("home")),
    ),
    # Who has no password cannot show it. Half-way staff may: it is on the way to their second factor.
    Address(
        "account_reauthenticate",
        each(FORBIDDEN, visitor=SIGN_IN, staff=OK, editor_without_second_factor=OK),
        each(FORBIDDEN, visitor=SIGN_IN, staff=OK, editor_without_second_factor=OK),
        data={"password": "falsch"},
    ),
    Address("account_change_password", _WITH_PASSWORD, _WITH_PASSWORD, data={"oldpassword": "falsch"}),
    Address(
        "account_reset_password",
        FOR_ALL,
        each(to("account_reset_password_done")),
        data={"email": "jemand@heimathafen.example"},
    ),
    Address("account_reset_password_done", FOR_ALL, NOBODY_MAY),
    # A link that is not right shows a page that says so, whoever opens it.
    Address(
        "account_reset_password_from_key",
        FOR_ALL,
        FOR_ALL,
        "wrong key",
        {"uidb36": "=1", "key": "=abc-def"},
    ),
    Address("account_reset_password_from_key_done", FOR_ALL, NOBODY_MAY),
)

SECOND_FACTORS = (
    # Outside of a sign-in under way nobody is asked for a factor.
    Address(
        "mfa_authenticate",
        each(_ALREADY_IN, visitor=SIGN_IN),
        each(_ALREADY_IN, visitor=SIGN_IN),
        data={"code": "123456"},
    ),
    Address("mfa_index", SIGNED_IN, each(NOT_ALLOWED, visitor=SIGN_IN)),
    Address("mfa_reauthenticate", _WITH_FACTOR, _WITH_FACTOR, data={"code": "123456"}),
    # Who has a factor is led to the page that ends it.
    Address(
        "mfa_activate_totp",
        each(OK, visitor=SIGN_IN, staff=to("mfa_deactivate_totp"), editor_without_second_factor=OK),
        each(OK, visitor=SIGN_IN, staff=to("mfa_deactivate_totp"), editor_without_second_factor=OK),
        data={"code": "123456"},
    ),
    Address(
        "mfa_deactivate_totp",
        each(NOT_FOUND, visitor=SIGN_IN, staff=OK),
        each(NOT_FOUND, visitor=SIGN_IN, staff=to("mfa_index")),
    ),
    Address("mfa_view_recovery_codes", each(NOT_FOUND, visitor=SIGN_IN), each(NOT_ALLOWED, visitor=SIGN_IN)),
    Address("mfa_download_recovery_codes", each(NOT_FOUND, visitor=SIGN_IN), each(NOT_FOUND, visitor=SIGN_IN)),
    Address(
        "mfa_generate_recovery_codes",
        each(OK, visitor=SIGN_IN),
        # Without a factor there is nothing to replace: the form says so.
        each(OK, visitor=SIGN_IN, staff=to("mfa_view_recovery_codes")),
    ),
)

DEMONSTRATION = (
    Address("demo:people", FOR_ALL, NOBODY_MAY),
    Address("demo:mails", FOR_ALL, NOBODY_MAY),
    # One click signs in as a demo person, never as anybody else, not even as oneself.
    Address("demo:sign_in", NOBODY_MAY, NOT_THERE, "somebody else", {"user_id": "alumnas_login"}),
    Address("demo:sign_in", NOBODY_MAY, NOT_THERE, "staff", {"user_id": "administrators_login"}),
    Address("demo:sign_in", NOBODY_MAY, NOT_THERE, "unknown", {"user_id": "unknown_id"}),
)
