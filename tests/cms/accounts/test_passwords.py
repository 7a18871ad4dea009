"""Which passwords are taken: length decides, nothing that is guessed first, and no rules about signs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cms.accounts.models import User
from tests.cms.settings.test_production import COMPLETE, REPOSITORY

RITA = User(email="rita.lausitzer@landkreis.example", first_name="Rita", last_name="Lausitzer")


@pytest.mark.parametrize(
    "password",
    [
        "kahnfahrt",
        "kahnfahrt im spreewald",
        "ÄÖÜß Größe",
        "رحلة بالقارب في الغابة",
        "12 34 56 drei Enten",
        "🦆🦆🦆 schwimmen",
        "x9" * 64,
    ],
    ids=["nine letters", "a sentence", "umlauts", "arabic", "digits and words", "pictures", "128 signs"],
)
def test_a_long_password_of_any_kind_is_taken(password: str) -> None:
    validate_password(password, RITA)


@pytest.mark.parametrize(
    "password",
    [
        *("kahn123", "password", "12345678", "qwertyuiop", "iloveyou", "Password1", "passwort", "sonnenschein"),
        *("rita.lausitzer", "Lausitzer"),
        *("heimathafen", "Heimathafen1", "HEIMATHAFEN", "landkreis", "Willkommen1"),
    ],
)
def test_a_guessable_password_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, RITA)


def test_a_deployment_keeps_passwords_with_argon2id(tmp_path: Path) -> None:
    read = (
        "import django, json; django.setup(); from django.contrib.auth.hashers import make_password, check_password;"
        "kept = make_password('kahnfahrt' * 14); print(json.dumps([kept, check_password('kahnfahrt' * 14, kept)]))"
    )
    (tmp_path / "static").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", read],
        cwd=REPOSITORY,
        env={**COMPLETE, "DATABASE_URL": "sqlite://", "VAR_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    kept, is_right = json.loads(done.stdout)
    assert kept.startswith("argon2$argon2id$")
    assert is_right
