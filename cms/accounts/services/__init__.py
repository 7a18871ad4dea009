"""Use cases of log-ins: codes by e-mail, second factors, roles, sessions, leaving."""

from cms.accounts.services.accounts import close_account, forget_person, open_account
from cms.accounts.services.demo import current_code, sign_in_as_demo_person
from cms.accounts.services.email_code import CodeFor, PendingCode, Redeemed, pending_code, redeem_code, request_code
from cms.accounts.services.invitations import (
    InvitationError,
    WhyNot,
    accept_invitation,
    forget_invitations,
    invite,
    read_invitation,
    send_invitation_again,
    withdraw_invitation,
)
from cms.accounts.services.municipalities import (
    ensure_municipality_group,
    ensure_municipality_groups,
    give_municipality,
)
from cms.accounts.services.password_reset import request_password_reset
from cms.accounts.services.roles import Role, ensure_roles, give_role
from cms.accounts.services.second_factor import give_second_factor, remove_second_factor
from cms.accounts.services.sessions import (
    end_all_sessions,
    end_sessions_of,
    sign_in_with_code,
    sign_in_with_new_password,
)

__all__ = [
    "CodeFor",
    "InvitationError",
    "PendingCode",
    "Redeemed",
    "Role",
    "WhyNot",
    "accept_invitation",
    "close_account",
    "current_code",
    "end_all_sessions",
    "end_sessions_of",
    "ensure_municipality_group",
    "ensure_municipality_groups",
    "ensure_roles",
    "forget_invitations",
    "forget_person",
    "give_municipality",
    "give_role",
    "give_second_factor",
    "invite",
    "open_account",
    "pending_code",
    "read_invitation",
    "redeem_code",
    "remove_second_factor",
    "request_code",
    "request_password_reset",
    "send_invitation_again",
    "sign_in_as_demo_person",
    "sign_in_with_code",
    "sign_in_with_new_password",
    "withdraw_invitation",
]
