"""Links in letters: for one purpose, bound to what they are about and to its state."""

import uuid

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing

from cms.accounts.models import Invitation, User

_INVITATION = "cms.accounts.invitation"


class ResetTokenGenerator(PasswordResetTokenGenerator):
    """Makes links to a new password that also end when the log-in is blocked or gets another role."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        value: str = super()._make_hash_value(user, timestamp)
        return f"{value}{user.is_active}{user.sessions_valid_from}"


reset_tokens = ResetTokenGenerator()


def invitation_token(invitation: Invitation) -> str:
    """Return what stands in the newest letter's link; a later letter ends it."""
    return signing.dumps([invitation.public_id.hex, invitation.n_sent], salt=_INVITATION)


def read_invitation_token(token: str) -> tuple[uuid.UUID, int] | None:
    """Return the invitation and the letter that a link belongs to, if it is one of ours."""
    try:
        public_id, n_sent = signing.loads(token, salt=_INVITATION)
    except signing.BadSignature:
        return None
    return uuid.UUID(public_id), n_sent
