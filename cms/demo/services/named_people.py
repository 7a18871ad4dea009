"""The log-ins one can sign in as: those with a role, and people without profile."""

from cms.accounts.models import User
from cms.accounts.services import Role, give_role, give_second_factor
from cms.demo.accounts import PASSWORD, TOTP_SECRET
from cms.demo.content import read_records
from cms.demo.services.people import open_demo_account

KINDS = ("staff", "company", "mentor")


def build_named_users() -> dict[str, User]:
    """Open the log-ins of staff, of a company and of a mentor; return them by key."""
    return {record["key"]: _open(record) for record in read_records("people") if record["kind"] in KINDS}


def _open(record: dict[str, str]) -> User:
    user = open_demo_account(name=record["email"], first_name=record["first_name"], last_name=record["last_name"])
    if record["kind"] == "staff":
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        give_role(user=user, role=Role[record["role"]])
        give_second_factor(user=user, secret=TOTP_SECRET)
    return user
