"""A lock keeps others from writing over each other, and never for good: it says how to get out, and ends with a log-in.

Wagtail leaves no other way to word a lock, or to let somebody unlock what waits for approval, than to put ours in its
place.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_latest_str, get_user_display_name
from wagtail.locks import BasicLock
from wagtail.log_actions import log
from wagtail.models import GroupApprovalTask, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy
from wagtail.utils.timestamps import render_timestamp

from matching.models import Offer

_LOCKABLE: tuple[type[Model], ...] = (Page, Offer)
_wagtails_words = BasicLock.get_message


def put_in_place() -> None:
    """Put our words and our rule where Wagtail's are; called once, when the portal starts."""
    BasicLock.get_message = words
    GroupApprovalTask.user_can_unlock = may_unlock


def words(lock: BasicLock, user: Any) -> str:
    """Say who works on it since when, and how others get in."""
    locked = lock.object
    if locked.locked_by_id == user.pk:
        return format_html("{} {}", _wagtails_words(lock, user), _("Unlock it when you are done: others wait for it."))
    if not (locked.locked_by and locked.locked_at):
        return str(_wagtails_words(lock, user))
    said = _(
        "<b>{name}</b> works on “{title}” and has locked it since <b>{since}</b>. You can read it, but not change it. "
        "Ask {name} to unlock it. If that is not possible, somebody who approves or the administration unlocks it."
    )
    name, since = get_user_display_name(locked.locked_by), render_timestamp(locked.locked_at)
    return format_html(said, name=name, title=get_latest_str(locked), since=since)


def may_unlock(_task: GroupApprovalTask, locked: Model, user: Any) -> bool:
    """Return whether somebody may unlock what waits for approval; Wagtail would leave that to nobody but the locker."""
    policy = page_permission_policy if isinstance(locked, Page) else ModelPermissionPolicy(type(locked))
    return bool(policy.user_has_permission_for_instance(user, "unlock", locked))


def unlock_for(people: Iterable[Any]) -> None:
    """Unlock what these people have locked: their role changes, and with it perhaps the right to unlock it."""
    keys = [person.pk for person in people]
    for model in _LOCKABLE:
        _unlock(model._default_manager.filter(locked=True, locked_by__in=keys))


def unlock_after(kind: str, _public_id: str) -> None:
    """Unlock what a log-in that is gone had locked: the database has already forgotten who it was."""
    if kind == "log-in":
        for model in _LOCKABLE:
            _unlock(model._default_manager.filter(locked=True, locked_by=None))


def _unlock(found: QuerySet[Any]) -> None:
    for one in found:
        one.locked, one.locked_by, one.locked_at = False, None, None
        one.save(update_fields=["locked", "locked_by", "locked_at"])
        log(instance=one, action="wagtail.unlock")
