"""The keys that sessions and links are signed with: kept for their owner alone, and put back where none are set."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SECRET = 0o600
KEYS = "keys.env"


def keep_keys(into: Path) -> None:
    """Write the keys in force, and the file `.env` as it is."""
    into.mkdir(mode=0o700)
    lines = [f"SECRET_KEY={settings.SECRET_KEY}"]
    if settings.SECRET_KEY_FALLBACKS:
        lines.append(f"SECRET_KEY_FALLBACKS={','.join(settings.SECRET_KEY_FALLBACKS)}")
    _write(into / KEYS, "\n".join(lines) + "\n")
    file = Path(settings.KEYS_FILE)
    if file.is_file():
        (into / ".env").touch(mode=SECRET)
        shutil.copyfile(file, into / ".env")


def restore_keys(kept: Path) -> str:
    """Put the keys back where none are set, and say what was done.

    Addresses in the kept `.env` are not put back: those of the old machine would lead the new one to its database.
    """
    text, in_force = (kept / KEYS).read_text("utf-8"), _key_in_force()
    if f"SECRET_KEY={in_force}" in text.splitlines():
        return "keys: the same as in the back-up"
    file = Path(settings.KEYS_FILE)
    if in_force:
        return (
            f"keys: this place has another SECRET_KEY than the back-up, and keeps it. Links in mails that were sent "
            f"earlier stay valid when you add the old key (it stands in {kept / KEYS}) to SECRET_KEY_FALLBACKS."
        )
    before = file.read_text("utf-8").rstrip("\n") + "\n" if file.is_file() else ""
    _write(file, before + text)
    return f"keys: put back into {file.name}"


def _key_in_force() -> str:
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:  # Django's answer when it is empty
        return ""


def _write(file: Path, text: str) -> None:
    file.touch(mode=SECRET)
    file.chmod(SECRET)
    file.write_text(text, "utf-8")
