"""Questions that are asked about log-ins and what belongs to them."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf.locale import LANG_INFO
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import get_language_info

from cms.accounts.models import Invitation, User
from matching.models import Consent, Interest, Place, Profile


def find_login(*, email: str) -> User | None:
    """Return the log-in of an address, whatever its capitals."""
    user = User.objects.annotate(lower_email=Lower("email")).filter(lower_email=email.lower()).first()
    # Databases fold more letters than Python does; an address that only looks alike is another one.
    return user if user and user.email.casefold() == email.casefold() else None


def needs_second_factor(*, user: User) -> bool:
    """Return whether a log-in can do more than an ordinary person's: any flag, role or permission."""
    return user.is_staff or user.is_superuser or has_role(user_id=user.pk)


def has_role(*, user_id: int) -> bool:
    """Return whether a log-in was given a group or a permission of its own; one query, also for ids that are none."""
    given = Q(groups__isnull=False) | Q(user_permissions__isnull=False)
    return User.objects.filter(pk=user_id).filter(given).exists()


def has_second_factor(*, user: User) -> bool:
    """Return whether a log-in has an authenticator app set up."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def may_invite(*, user: User) -> bool:
    """Return whether somebody may open log-ins and give roles."""
    return user.is_active and user.has_perms(["accounts.add_user", "accounts.change_user"])


def open_invitation(*, email: str) -> Invitation | None:
    """Return the invitation that waits for an address; a link that is too old still waits to be sent again."""
    return Invitation.objects.filter(email=email.lower(), accepted_at=None, withdrawn_at=None).first()


def municipalities_with_editors() -> QuerySet[Place]:
    """Return the municipalities that have pages, or a group of editors already."""
    return Place.objects.filter(Q(pages__isnull=False) | Q(town_hall__isnull=False)).distinct().order_by("name")


def profile_of(*, user: User) -> Profile | None:
    """Return what a person told us, with what its page shows."""
    profiles = Profile.objects.select_related("place").prefetch_related("occupations", "skills")
    return profiles.filter(user=user).first()


def interest_labels(*, profile: Profile) -> list[str]:
    """Return a person's interests in words."""
    labels = dict(Interest.choices)
    return [str(labels.get(interest, interest)) for interest in profile.interests]


def language_names(*, profile: Profile) -> list[str]:
    """Return the languages a person speaks in words; a code that Django does not know stays a code."""
    return [
        str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code for code in profile.languages
    ]


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """What the ledger says today about one purpose."""

    purpose: str
    label: str
    is_in_force: bool
    given_by: str
    given_at: datetime | None
    withdrawn_at: datetime | None


def consents_shown(*, user: User) -> list[ConsentShown]:
    """Return the newest line of the ledger for each purpose, given or not."""
    newest: dict[str, Consent] = {}
    for line in Consent.objects.filter(user=user).order_by("created_at", "pk"):
        newest[line.purpose] = line
    in_force = set(Consent.objects.in_force().filter(user=user).values_list("purpose", flat=True))
    return [_shown(purpose, newest.get(purpose), purpose in in_force) for purpose in Consent.For]


def _shown(purpose: Consent.For, line: Consent | None, is_in_force: bool) -> ConsentShown:
    return ConsentShown(
        purpose=purpose.value,
        label=str(purpose.label),
        is_in_force=is_in_force,
        given_by=line.get_given_by_display() if line else "",
        given_at=line.confirmed_at if line else None,
        withdrawn_at=line.withdrawn_at if line else None,
    )
