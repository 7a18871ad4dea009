"""Use cases of log-ins: codes by e-mail, second factors, roles, sessions, leaving."""

from cms.accounts.services.accounts import close_account, forget_person, open_account
from cms.accounts.services.demo import current_code, sign_in_as_demo_person
from cms.accounts.services.email_code import CodeFor, PendingCode, Redeemed, pending_code, redeem_code, request_code
from cms.accounts.services.municipalities import (
    ensure_municipality_group,
    ensure_municipality_groups,
    give_municipality,
)
from cms.accounts.services.password_reset import request_password_reset
from cms.accounts.services.roles import Role, ensure_roles, give_role
from cms.accounts.services.second_factor import give_second_factor
from cms.accounts.services.sessions import end_all_sessions, sign_in_with_code

__all__ = [
    "CodeFor",
    "PendingCode",
    "Redeemed",
    "Role",
    "close_account",
    "current_code",
    "end_all_sessions",
    "ensure_municipality_group",
    "ensure_municipality_groups",
    "ensure_roles",
    "forget_person",
    "give_municipality",
    "give_role",
    "give_second_factor",
    "open_account",
    "pending_code",
    "redeem_code",
    "request_code",
    "request_password_reset",
    "sign_in_as_demo_person",
    "sign_in_with_code",
]
