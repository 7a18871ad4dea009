"""Hears what libraries and models tell, and records what belongs into the audit log; it judges nothing.

Only here and in `middleware` are events of others taken in: whoever asks what is recorded finds it in these two files.
"""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import GroupCollectionPermission, GroupPagePermission, ModelLogEntry, PageLogEntry

from cms.audit.models import Action
from cms.audit.people import is_staff, token_of
from cms.audit.services.record_event import record_event
from matching.models import Consent
from matching.services import ring_bell

PERSON = settings.AUTH_USER_MODEL.lower()
GROUP = "auth.group"
RIGHTS = ("is_active", "is_staff", "is_superuser")
# Wagtail's words for what it logs.
DESK_ACTIONS = {
    "wagtail.publish": Action.PUBLISHED,
    "wagtail.publish.scheduled": Action.PUBLISHED,
    "wagtail.unpublish": Action.UNPUBLISHED,
    "wagtail.unpublish.scheduled": Action.UNPUBLISHED,
    "wagtail.delete": Action.DELETED,
}
User = get_user_model()


@receiver(user_logged_in)
def note_log_in(sender: type, user: Any, **_more: object) -> None:
    """Somebody with a role logged in; when others do is nobody's business."""
    if is_staff(user):
        record_event(Action.LOGGED_IN, actor=user, object_kind=PERSON, object_id=user.public_id)


@receiver(user_login_failed)
def note_failed_log_in(sender: object, credentials: dict[str, Any], **_more: object) -> None:
    """A password was wrong; the worker records it when the address is that of somebody with a role.

    To look here would take other questions to the database for a known address than for an unknown one, and tell a
    guesser which is which.
    """
    address = str(credentials.get("email") or credentials.get("username") or "")
    ring_bell("audit.note_failed_log_in", token=token_of(address))


@receiver(authenticator_added)
def note_second_factor_added(sender: object, user: Any, authenticator: Any, **_more: object) -> None:
    """Somebody set up an authenticator app or recovery codes."""
    _note_second_factor(Action.SECOND_FACTOR_ADDED, user, authenticator)


@receiver(authenticator_removed)
def note_second_factor_removed(sender: object, user: Any, authenticator: Any, **_more: object) -> None:
    """Somebody gave one up."""
    _note_second_factor(Action.SECOND_FACTOR_REMOVED, user, authenticator)


@receiver(authenticator_reset)
def note_second_factor_renewed(sender: object, user: Any, authenticator: Any, **_more: object) -> None:
    """Somebody made new recovery codes."""
    _note_second_factor(Action.SECOND_FACTOR_RENEWED, user, authenticator)


def _note_second_factor(action: Action, user: Any, authenticator: Any) -> None:
    detail = {"type": str(authenticator.type)}
    record_event(action, actor=user, object_kind=PERSON, object_id=user.public_id, detail=detail)


@receiver(m2m_changed, sender=User.groups.through)
def note_roles(
    sender: type[Model], instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_more: object
) -> None:
    """Somebody was given a role, or lost one, from whichever side it was done."""
    changed = _changed_groups(instance, action, reverse, pk_set)
    for person, names in changed:
        if names:
            detail = {action.removeprefix("post_").removeprefix("pre_"): names}
            record_event(Action.ROLE_CHANGED, object_kind=PERSON, object_id=person.public_id, detail=detail)


def _changed_groups(
    instance: Any, action: str, is_from_group: bool, keys: set[int] | None
) -> list[tuple[Any, list[str]]]:
    """Return who gained or lost which groups; clearing tells no keys, so it is looked at before."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return []
    if is_from_group:
        people = instance.user_set.all() if keys is None else User._default_manager.filter(pk__in=keys)
        return [(person, [instance.name]) for person in people]
    groups = instance.groups.all() if keys is None else Group.objects.filter(pk__in=keys)
    return [(instance, sorted(groups.values_list("name", flat=True)))]


@receiver(m2m_changed, sender=User.user_permissions.through)
def note_own_rights(sender: type[Model], instance: Any, action: str, reverse: bool, **_more: object) -> None:
    """Somebody was given a right of their own; nothing of ours does that."""
    if action in {"post_add", "post_remove", "post_clear"} and not reverse:
        detail = {"permissions": sorted(instance.user_permissions.values_list("codename", flat=True))}
        record_event(Action.ROLE_CHANGED, object_kind=PERSON, object_id=instance.public_id, detail=detail)


@receiver(m2m_changed, sender=Group.permissions.through)
def note_rights_of_a_role(
    sender: type[Model], instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_more: object
) -> None:
    """A role gained or lost rights."""
    if action in {"post_add", "post_remove", "pre_clear"} and not reverse and (pk_set or action == "pre_clear"):
        detail = {"n_rights": len(pk_set or ()), "change": action.partition("_")[2], "role": instance.name}
        record_event(Action.GROUP_CHANGED, object_kind=GROUP, object_id=instance.pk, detail=detail)


@receiver(post_save, sender=GroupPagePermission)
@receiver(post_delete, sender=GroupPagePermission)
@receiver(post_save, sender=GroupCollectionPermission)
@receiver(post_delete, sender=GroupCollectionPermission)
def note_rights_on_pages(sender: type[Model], instance: Any, raw: bool = False, **more: Any) -> None:
    """A role gained or lost a right on pages or files."""
    if raw:
        return
    change = "add" if "created" in more else "remove"
    detail = {"change": change, "permission": instance.permission.codename}
    record_event(Action.GROUP_CHANGED, object_kind=GROUP, object_id=instance.group_id, detail=detail)


@receiver(post_delete, sender=Group)
def note_role_deleted(sender: type[Model], instance: Group, **_more: object) -> None:
    """A role is gone, and with it what its people could do."""
    detail = {"change": "deleted", "role": instance.name}
    record_event(Action.GROUP_CHANGED, object_kind=GROUP, object_id=instance.pk, detail=detail)


@receiver(pre_save, sender=User)
def remember_rights(
    sender: type[Model], instance: Any, update_fields: frozenset[str] | None = None, raw: bool = False, **_more: object
) -> None:
    """Before a log-in is saved, look what it could do until now."""
    instance._rights_before = None
    touches_rights = update_fields is None or not update_fields.isdisjoint(RIGHTS)
    if instance.pk and touches_rights and not raw:
        instance._rights_before = User._default_manager.filter(pk=instance.pk).values(*RIGHTS).first()


@receiver(post_save, sender=User)
def note_rights(sender: type[Model], instance: Any, created: bool, raw: bool = False, **_more: object) -> None:
    """A log-in was closed or opened, or gained or lost a flag that rights follow from."""
    before = dict.fromkeys(RIGHTS, False) | {"is_active": True} if created else instance._rights_before
    if before is None or raw:
        return
    if before["is_active"] != instance.is_active:
        action = Action.LOG_IN_OPENED if instance.is_active else Action.LOG_IN_CLOSED
        record_event(action, object_kind=PERSON, object_id=instance.public_id)
    flags = {name: getattr(instance, name) for name in RIGHTS[1:] if before[name] != getattr(instance, name)}
    if flags:
        record_event(Action.ROLE_CHANGED, object_kind=PERSON, object_id=instance.public_id, detail=flags)


@receiver(post_delete, sender=User)
def note_departure(sender: type[Model], instance: Any, **_more: object) -> None:
    """A person is gone; the row keeps the random id that no other row knows any more."""
    record_event(Action.PERSON_DELETED, object_kind=PERSON, object_id=instance.public_id)


@receiver(post_save, sender=PageLogEntry)
@receiver(post_save, sender=ModelLogEntry)
def note_work_at_the_desk(
    sender: type[Model], instance: Any, created: bool, raw: bool = False, **_more: object
) -> None:
    """Wagtail logged that a page or record was published, taken offline or deleted, by somebody or by schedule."""
    action = DESK_ACTIONS.get(instance.action)
    if action is None or not created or raw:
        return
    kind = instance.content_type.model_class() if instance.content_type else None
    if kind is User:
        return  # recorded as a person's deletion, without the row number
    label = kind._meta.label_lower if kind else ""
    record_event(action, actor=instance.user, object_kind=label, object_id=instance.object_id)


@receiver(post_save, sender=Consent)
def note_consent(sender: type[Model], instance: Consent, created: bool, raw: bool = False, **_more: object) -> None:
    """Somebody allowed something; the ledger itself goes with the person, this row keeps the pseudonym."""
    if created and not raw:
        detail = {"given_by": str(instance.given_by), "text_version": instance.text_version}
        record_event(
            Action.CONSENT_GIVEN,
            actor=instance.user,
            object_kind=f"consent.{instance.purpose}",
            object_id=instance.public_id,
            detail=detail,
        )
