"""A forgotten password of somebody with a role, or the first one; nobody else has one."""

from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest

from cms.accounts import selectors
from cms.accounts.adapter import AccountAdapter
from cms.accounts.letters import send_reset_letter
from cms.accounts.models import User
from cms.accounts.tokens import reset_tokens


def request_password_reset(*, request: HttpRequest, email: str) -> None:
    """Send one letter to the address, whatever stands behind it, at the same cost."""
    user = selectors.find_login(email=email)
    # A token is made for everybody, also for a stand-in: making it takes time.
    owner = user or User(pk=0, email=email.lower(), password="!")  # noqa: S106  this means: unusable
    key = f"{user_pk_to_url_str(owner)}-{reset_tokens.make_token(owner)}"
    reset_url = AccountAdapter(request).get_reset_password_from_key_url(key)
    # Asked for everybody, so that no answer is quicker than another. Who got a role below “Users” has no password yet,
    # and the code that opened the door until then no longer does.
    has_role = selectors.has_role(user_id=owner.pk)
    may_reset = user is not None and user.is_active and (has_role or user.is_staff or user.has_usable_password())
    send_reset_letter(email=email.lower(), reset_url=reset_url if may_reset else "")
