"""The door for workers: `celery --app cms.celery worker --beat`."""

import os

from celery import Celery
from celery.signals import worker_init, worker_ready

# Whoever names no settings gets those that open nothing; `manage.py` names the local ones itself.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

# By name: what it needs is there only when Django is.
app = Celery("heimathafen", task_cls="cms.core.second_try:RetriedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def _begin_only_while_the_portal_is_open(**_details: object) -> None:
    """End at once while the portal is closed or its tables are old: whoever keeps workers alive starts it again."""
    from cms.core.maintenance import why_no_work

    if reason := why_no_work():
        raise SystemExit(f"The worker does not begin: {reason}")


@worker_ready.connect
def _say_hello(**_details: object) -> None:
    """Let the health page know at once that a worker is there."""
    app.send_task("core.beat")
