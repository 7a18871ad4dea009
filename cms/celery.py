"""The door for workers: `celery --app cms.celery worker --beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.local")

app = Celery("heimathafen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
