"""Wagtail's own background tasks (django-tasks), sent to Celery after commit."""

from collections.abc import Mapping, Sequence
from typing import Any

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id, normalize_json

from matching.services import ring_bell


class CeleryBackend(BaseTaskBackend):
    """Hands a task to a worker; Wagtail's default would run it inside the request and swallow its errors."""

    supports_defer = False

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult:
        self.validate_task(task)
        ring_bell(
            "core.run_wagtail_task",
            path=task.module_path,
            arguments=normalize_json(list(args)),
            keywords=normalize_json(dict(kwargs)),
        )
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
