"""A translation's way through the review: wagtail-localize's editor knows publishing, and nothing before it."""

from enum import Enum

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import Translation

Person = AbstractBaseUser | AnonymousUser


class OvertakenError(Exception):
    """Somebody was quicker: the page is not any more what this person saw."""


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
    may_submit = rights.can_submit_for_moderation() and not rights.can_publish()
    return Step.SUBMIT if may_submit else Step.NOTHING


def submit(*, page: Page, user: Person) -> bool:
    """Write the translated sentences into a draft and hand it to those who approve; what visitors see stays.

    Returns whether it could be done: sentences that do not fit their fields are marked in the editor instead.
    Raises OvertakenError if somebody else submitted or locked it first.
    """
    with transaction.atomic():
        translation = _translation_of(page)
        if translation is None or next_step(page=_held(page), user=user) != Step.SUBMIT:
            raise OvertakenError
        try:
            translation.save_target(user=user, publish=False)
        except ValidationError:
            return False  # and the marks are kept
        draft = Page.objects.get(pk=page.pk).specific
        state = draft.current_workflow_state
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(user)
        else:
            draft.get_workflow().start(draft, user)
        return True


def decide(*, page: Page, user: Person, submitted: int, is_approved: bool, reason: str) -> None:
    """Publish exactly what was submitted, or give it back with the reason.

    `submitted` is the number of the task state that this person saw. Raises OvertakenError if it is over, or if there
    is a newer draft since.
    """
    with transaction.atomic():
        held = _held(page)
        task_state: TaskState | None = held.current_workflow_task_state
        if task_state is None or task_state.pk != submitted or next_step(page=held, user=user) != Step.DECIDE:
            raise OvertakenError
        if is_approved and task_state.revision_id != held.latest_revision_id:
            raise OvertakenError
        action = "approve" if is_approved else "reject"
        task_state.task.specific.on_action(task_state, user, action, comment=reason)


def _held(page: Page) -> Page:
    """Return the page as it is now; until the transaction ends, nobody else decides about it."""
    return Page.objects.select_for_update().get(pk=page.pk).specific


def _translation_of(page: Page) -> Translation | None:
    found: Translation | None = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    return found


def _actions(task_state: TaskState, page: Page, user: Person) -> set[str]:
    return {name for name, _label, _needs_more in task_state.task.specific.get_actions(page, user)}
