"""Tests: like local, with a fast hasher, tasks run at once, and nothing kept."""

import atexit
import shutil
import tempfile
from pathlib import Path

from cms.settings.base import *

SECRET_KEY = "only-for-tests-0123456789-0123456789-0123456789-abcdef"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
_VAR = Path(tempfile.mkdtemp(prefix="heimathafen-test-"))
atexit.register(shutil.rmtree, _VAR, ignore_errors=True)
VAR_DIR = _VAR
MEDIA_ROOT = _VAR / "media"
MAINTENANCE_FILE = _VAR / "maintenance"
BACKUP_DIR = _VAR / "backups"
KEYS_FILE = _VAR / ".env"
DELETIONS_FILE = _VAR / "deletions.jsonl"
RESTORE_FILE = _VAR / "restore-unfinished.json"
UPGRADE_FILE = _VAR / "upgrade-unfinished.json"
FILE_UPLOAD_TEMP_DIR = _VAR / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir()
AUDIT_WITNESS_FILE = _VAR / "audit-heads.jsonl"
SEARCH_INDEX_DIR = _VAR / "search"
SEARCH_ENGINE = "embedded"  # tests of the other one name their own node
ELASTICSEARCH_URL = ""
STATIC_ROOT = _VAR / "static"
STATIC_ROOT.mkdir()  # whitenoise warns about a missing folder
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_BROKER_URL = "memory://"  # bells ring into the void; tests call what they test
CELERY_BROKER_TRANSPORT_OPTIONS = {}
DEMO_SIGN_IN = True
SHOW_GALLERY = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PAGE_CACHE = "off"  # each test has a database of its own; those of the page cache switch it on
ENGINE_KERNELS = "plain"  # the engine's own tests compare both; compiling takes half a minute where nobody did it
LINK_CHECK = False  # tests of it bring a network of their own
ENGINE_WARM_UP = False  # a thread would outlive the test that began it
