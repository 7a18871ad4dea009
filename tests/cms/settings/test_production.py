"""The settings of a server: complete, without a warning, and read as they will be read there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "x1-y2-z3-of-no-portal-anywhere-0123456789-0123456789-0123456789",
    "ALLOWED_HOSTS": "portal.example",
    "PORTAL_URL": "https://portal.example",
    "TRUSTED_PROXY_COUNT": "1",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "DEFAULT_FROM_EMAIL": "Portal <portal@portal.example>",
    "MAIL_TRANSPORT_URL": "smtp+tls://user:password@mail.example:587",
}


def manage(*arguments: str, folder: Path, **other: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    database = {"DATABASE_URL": "postgres://portal:secret@127.0.0.1:5432/portal", "VAR_DIR": str(folder)}
    (folder / "static").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env={**kept, **COMPLETE, **database, **other},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_djangos_and_our_own_checks_find_nothing(tmp_path: Path) -> None:
    done = manage("-W", "error", "manage.py", "check", "--deploy", "--fail-level", "INFO", folder=tmp_path)

    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "System check identified no issues (0 silenced)."


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"SECRET_KEY": "short"}, "heimathafen.E001"),
        ({"SECRET_KEY": "only-for-demonstrations-on-this-machine-never-in-production"}, "heimathafen.E001"),
        ({"ALLOWED_HOSTS": "*"}, "heimathafen.E003"),
        ({"PORTAL_URL": "http://portal.example"}, "heimathafen.E002"),
        ({"TRUSTED_PROXY_COUNT": "0"}, "heimathafen.E006"),
        ({"REDIS_URL": ""}, "heimathafen.E005"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_a_setting_that_cannot_work_is_refused(wrong: dict[str, str], why: str, tmp_path: Path) -> None:
    done = manage("manage.py", "check", "--deploy", folder=tmp_path, **wrong)

    assert done.returncode == 1
    assert why in done.stderr


READ = """
import json, django
django.setup()
from django.conf import settings
database = settings.DATABASES["default"]
print(json.dumps([database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"], database["OPTIONS"]]))
"""


def test_connections_to_the_database_are_kept_and_looked_at_before_use(tmp_path: Path) -> None:
    done = manage("-c", READ, folder=tmp_path)

    assert json.loads(done.stdout) == [60, True, {"options": "-c jit=off -c lock_timeout=15s"}]
