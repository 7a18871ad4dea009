"""Open a log-in, and close it so that nothing of the person stays."""

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from cms.accounts import selectors
from cms.accounts.models import Invitation, User
from cms.mailing.services import forget_recipient
from matching import changes
from matching.models import Mentor, MentorScreening, Profile


@transaction.atomic
def open_account(*, email: str) -> User:
    """Return the log-in of an address that its owner has confirmed; a new one when there is none."""
    user = selectors.find_login(email=email) or User.objects.create_user(email=email)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
    return user


@transaction.atomic
def close_account(*, user: User) -> None:
    """Delete a person: log-in, profile, consents, recommendations, reactions, mails, sessions.

    The consent ledger goes too. It proves that what we do with somebody's data is allowed; with the data gone there
    is nothing left to prove, and no claim that the lines would serve outweighs the wish to be forgotten. People with
    a role are kept, since pages and logs name them; an administrator closes their log-in.
    """
    if selectors.needs_second_factor(user=user):
        raise PermissionDenied("an administrator closes the log-in of people with a role")
    if MentorScreening.objects.filter(Q(first_interviewer=user) | Q(second_interviewer=user)).exists():
        raise PermissionDenied("the proof of a screening names this person")
    forget_person(user=user)


@transaction.atomic
def forget_person(*, user: User) -> None:
    """Delete a person whose leaving was decided already, as after a back-up was restored that still knows them."""
    changes.record(changes.Kind.PROFILE, Profile.objects.filter(user=user).values_list("pk", flat=True))
    _delete_pictures(user)
    _delete_sessions(user)
    forget_recipient(email=user.email)
    Invitation.objects.filter(email__iexact=user.email).delete()
    user.delete()


def _delete_pictures(user: User) -> None:
    """Delete a mentor's picture with its sizes, unless somebody else is shown with it."""
    for mentor in Mentor.objects.filter(user=user, picture__isnull=False).select_related("picture"):
        picture = mentor.picture
        if picture and not Mentor.objects.filter(picture=picture).exclude(pk=mentor.pk).exists():
            picture.delete()


def _delete_sessions(user: User) -> None:
    """Delete a person's sessions; Django keeps the person inside the encoded text, so all are looked through."""
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
