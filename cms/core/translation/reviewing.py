"""A translation's way through the review: wagtail-localize's editor knows publishing, and nothing before it."""

from enum import Enum

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from wagtail.models import Page, TaskState
from wagtail_localize.models import Translation

Person = AbstractBaseUser | AnonymousUser


class Step(Enum):
    """What somebody may do next with a translation that is written sentence by sentence."""

    SUBMIT = "submit"
    WAIT = "wait"
    DECIDE = "decide"
    NOTHING = "nothing"


def next_step(*, page: Page, user: Person) -> Step:
    """Return what this person may do; nothing where Wagtail's own editor offers it, or they publish themselves."""
    rights = page.permissions_for_user(user)
    if not rights.can_edit() or _translation_of(page) is None:
        return Step.NOTHING
    task_state = page.current_workflow_task_state
    if task_state is not None:
        return Step.DECIDE if "approve" in _actions(task_state, page, user) else Step.WAIT
    return Step.NOTHING if rights.can_publish() or page.get_workflow() is None else Step.SUBMIT


@transaction.atomic
def submit(*, page: Page, user: Person) -> None:
    """Write the translated sentences into a draft and hand it to those who approve; what visitors see stays."""
    translation = _translation_of(page)
    assert translation is not None, "ask next_step first"
    translation.save_target(user=user, publish=False)
    draft = Page.objects.get(pk=page.pk).specific
    draft.get_workflow().start(draft, user)


@transaction.atomic
def decide(*, page: Page, user: Person, is_approved: bool, reason: str) -> None:
    """Publish exactly what was submitted, or give it back with the reason."""
    task_state: TaskState = page.current_workflow_task_state
    action = "approve" if is_approved else "reject"
    task_state.task.specific.on_action(task_state, user, action, comment=reason)


def _translation_of(page: Page) -> Translation | None:
    found: Translation | None = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    return found


def _actions(task_state: TaskState, page: Page, user: Person) -> set[str]:
    return {name for name, _label, _needs_more in task_state.task.specific.get_actions(page, user)}
