"""Background work: a folder as broker on one machine, Redis by one variable. Read by cms.celery."""

from datetime import timedelta

from celery.schedules import crontab
from kombu import Exchange, Queue

from cms.settings.environment import VAR_DIR, env

CELERY_BROKER_URL = (
    env.str("CELERY_BROKER_URL", default="") or env.str("REDIS_URL", default="") or "filesystem://localhost/"
)
CELERY_TASK_TIME_LIMIT = 300  # seconds
_VISIBILITY_SECONDS = 2 * CELERY_TASK_TIME_LIMIT  # a task that outlives it would be handed out again while it runs
_BROKER_DIR = VAR_DIR / "broker"

if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_BROKER_DIR / "queue"),
        "data_folder_out": str(_BROKER_DIR / "queue"),
        "control_folder": str(_BROKER_DIR / "control"),
        "store_processed": False,
    }
    for _folder in ("queue", "control"):
        (_BROKER_DIR / _folder).mkdir(parents=True, exist_ok=True)
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": _VISIBILITY_SECONDS,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
        # A request must never wait for a broker that is gone.
        "socket_timeout": 1.0,
        "socket_connect_timeout": 0.5,
        "retry_on_timeout": False,
    }

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True  # runs keep their state in their own tables
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 1.0  # seconds
CELERY_TASK_PUBLISH_RETRY = False  # the bell may be lost: every task is also found by the schedule
CELERY_TASK_DEFAULT_QUEUE = "heimathafen"
# A worker takes from both in turn, so nobody waits for a sign-in code behind a long row of other work.
CELERY_TASK_QUEUES = [
    Queue(name, Exchange(name), routing_key=name)  # without a key of its own a queue gets the other's tasks, too
    for name in (CELERY_TASK_DEFAULT_QUEUE, "mails")
]
CELERY_TASK_ROUTES = {"mailing.*": {"queue": "mails"}}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "core.beat", "schedule": timedelta(seconds=15)},
    "follow-changes": {"task": "core.follow_changes", "schedule": timedelta(seconds=10)},
    "send-mails": {"task": "mailing.send_due", "schedule": timedelta(seconds=20)},
    "read-files": {"task": "core.read_files", "schedule": timedelta(minutes=5)},
    "publish-scheduled": {"task": "core.publish_scheduled", "schedule": timedelta(minutes=5)},
    "forget-mails": {"task": "mailing.forget_old", "schedule": timedelta(hours=6)},
    "forget-invitations": {"task": "accounts.forget_invitations", "schedule": timedelta(hours=6)},
    "forget-form-answers": {"task": "welcome.forget_form_answers", "schedule": timedelta(hours=6)},
    "forget-sessions": {"task": "core.forget_sessions", "schedule": timedelta(hours=1)},
    "make-handbooks": {"task": "companies.make_handbooks", "schedule": timedelta(minutes=5)},
    "check-search-promises": {"task": "search.check_invariants", "schedule": crontab(hour="3", minute="10")},
    "forget-searched-words": {"task": "search.forget_words", "schedule": timedelta(hours=6)},
    "reconcile-search": {"task": "search.reconcile", "schedule": crontab(hour="2", minute="20")},
    "limit-growth": {"task": "operating.limit_growth", "schedule": crontab(hour="3", minute="50")},
    "seal-audit": {"task": "audit.seal", "schedule": timedelta(minutes=1)},
    "verify-audit": {"task": "audit.verify", "schedule": crontab(hour="3", minute="30")},
    "read-links": {"task": "links.read", "schedule": timedelta(minutes=5)},
    "tidy-links": {"task": "links.tidy", "schedule": crontab(hour="0", minute="40")},
    # A little each minute of the night: no server is asked twice in a minute, no worker is busy for long.
    "check-links": {"task": "links.check", "schedule": crontab(hour="1-5")},
    "prune-changes": {"task": "core.prune_changes", "schedule": timedelta(hours=6)},
}

TASKS = {"default": {"BACKEND": "cms.core.background.CeleryBackend"}}
