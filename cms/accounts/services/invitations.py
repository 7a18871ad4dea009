"""Invite people to work with the portal: a letter with a link, good for some days, once, while the inviter may invite.

An invitation is all that exists until its link is used, so nothing that strangers can see tells invited addresses
from others.
"""

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext

from cms.accounts import selectors
from cms.accounts.letters import send_invitation_letter
from cms.accounts.models import Invitation, User
from cms.accounts.services.accounts import open_account
from cms.accounts.services.municipalities import give_municipality
from cms.accounts.services.roles import Role, give_role
from cms.accounts.tokens import invitation_token, read_invitation_token
from cms.audit.models import Action
from cms.audit.services import record_event
from matching.models import Place

KEPT_DAYS = 30


class WhyNot(StrEnum):
    """Why somebody cannot be invited, or a link does not hold."""

    HAS_ROLE = "has_role"  # or got one meanwhile: roles are changed where people are managed
    BLOCKED = "blocked"
    INVITED = "invited"  # an open invitation waits already
    TOO_SOON = "too_soon"  # after the letter before
    NOT_OURS = "not_ours"  # no link of ours, or of an invitation that is forgotten
    EXPIRED = "expired"
    USED = "used"
    WITHDRAWN = "withdrawn"  # by somebody, by a newer letter, or because the inviter may no longer invite


class InvitationError(Exception):
    """Says why not."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


@transaction.atomic
def invite(
    *, email: str, role: Invitation.Role, invited_by: User, language: str = "de", municipality: Place | None = None
) -> Invitation:
    """Write to somebody who shall work with the portal; raises `InvitationError`."""
    email = email.lower()
    _refuse_whom_a_link_cannot_help(selectors.find_login(email=email))
    if selectors.open_invitation(email=email):
        raise InvitationError(WhyNot.INVITED)
    _refuse_letters_in_a_row(email)
    invitation = Invitation.objects.create(
        email=email, role=role, municipality=municipality, language=language, invited_by=invited_by
    )
    _send(invitation)
    _record(Action.INVITED, invitation, actor=invited_by)
    return invitation


@transaction.atomic
def send_invitation_again(*, invitation_id: int, invited_by: User) -> Invitation:
    """Send another letter, in the name of whoever asks for it; the link of the one before ends."""
    invitation = _open(invitation_id)
    _refuse_letters_in_a_row(invitation.email)
    invitation.invited_by = invited_by
    _send(invitation)
    _record(Action.INVITATION_SENT_AGAIN, invitation, actor=invited_by)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation_id: int) -> Invitation:
    """Take an invitation back; its link ends at once."""
    invitation = _open(invitation_id)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    _record(Action.INVITATION_WITHDRAWN, invitation)
    return invitation


def read_invitation(*, token: str, is_to_change: bool = False) -> Invitation:
    """Return the invitation that a link belongs to; raises `InvitationError` when it does not hold."""
    read = read_invitation_token(token)
    if read is None:
        raise InvitationError(WhyNot.NOT_OURS)
    public_id, n_sent = read
    rows = Invitation.objects.select_for_update() if is_to_change else Invitation.objects.all()
    invitation = rows.filter(public_id=public_id).first()
    if why := _why_not(invitation, n_sent):
        raise InvitationError(why)
    assert invitation
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, password: str, first_name: str, last_name: str) -> User:
    """Open the log-in with its password and role, once; raises `InvitationError`. The second factor comes next."""
    invitation = read_invitation(token=token, is_to_change=True)
    _refuse_whom_a_link_cannot_help(selectors.find_login(email=invitation.email))
    user = open_account(email=invitation.email)
    user.first_name, user.last_name = first_name, last_name
    user.set_password(password)
    user.save(update_fields=["first_name", "last_name", "password"])
    # Nobody is logged in while a link is used: who decided about the role is who invited.
    with LogContext(user=invitation.invited_by):
        if invitation.municipality:
            give_municipality(user=user, municipality=invitation.municipality)
        else:
            give_role(user=user, role=Role[invitation.role.upper()])
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return user


def forget_invitations() -> int:
    """Delete invitations whose last letter is long gone, used or not; return how many."""
    return Invitation.objects.filter(sent_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()[0]


def _why_not(invitation: Invitation | None, n_sent: int) -> WhyNot | None:
    if invitation is None or invitation.expires_at is None:
        return WhyNot.NOT_OURS
    if invitation.accepted_at:
        return WhyNot.USED
    if invitation.withdrawn_at or n_sent != invitation.n_sent:
        return WhyNot.WITHDRAWN
    if invitation.expires_at <= timezone.now():
        return WhyNot.EXPIRED
    # Who may no longer invite takes the open doors along.
    inviter = invitation.invited_by
    return None if inviter and selectors.may_invite(user=inviter) else WhyNot.WITHDRAWN


def _refuse_whom_a_link_cannot_help(user: User | None) -> None:
    if user is None:
        return
    if not user.is_active:
        raise InvitationError(WhyNot.BLOCKED)
    if selectors.needs_second_factor(user=user):
        raise InvitationError(WhyNot.HAS_ROLE)


def _refuse_letters_in_a_row(email: str) -> None:
    since = timezone.now() - timedelta(seconds=settings.INVITATION_PAUSE_SECONDS)
    if Invitation.objects.filter(email=email, sent_at__gt=since).exists():
        raise InvitationError(WhyNot.TOO_SOON)


def _open(invitation_id: int) -> Invitation:
    """Return an invitation that nobody has used or withdrawn, for this transaction alone."""
    waiting = Invitation.objects.select_for_update()
    invitation = waiting.filter(pk=invitation_id, accepted_at=None, withdrawn_at=None).first()
    if invitation is None:
        raise InvitationError(WhyNot.USED)
    return invitation


def _send(invitation: Invitation) -> None:
    invitation.n_sent += 1
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["n_sent", "sent_at", "invited_by"])
    send_invitation_letter(invitation=invitation, token=invitation_token(invitation))


def _record(action: Action, invitation: Invitation, *, actor: User | None = None) -> None:
    """Tell the audit log, without the address; without an actor it is whoever works at the desk just now."""
    detail = {"role": invitation.role}
    kind = Invitation._meta.label_lower
    record_event(action, actor=actor, object_kind=kind, object_id=invitation.public_id, detail=detail)
