"""PostgreSQL's own programs on this machine."""

import re
import shutil
import subprocess
from pathlib import Path

from cms.operating.errors import OperatingError

INSTALLED = Path("/usr/lib/postgresql")  # where Debian keeps each version


def find(name: str, *, at_least: int) -> str:
    """Return the newest program of that name; refuse one that is older than the server."""
    on_path = shutil.which(name)
    found = [Path(on_path)] if on_path else []
    versions = {str(path): _version(path) for path in (*found, *INSTALLED.glob(f"*/bin/{name}"))}
    if not versions:
        raise OperatingError(
            f"The program {name} is missing: install PostgreSQL's (Debian: apt install postgresql-client)."
        )
    newest = max(versions, key=lambda path: versions[path])
    if versions[newest] < at_least:
        raise OperatingError(
            f"The program {name} is of version {versions[newest]} and the server of {at_least}: "
            f"install a newer one (Debian: apt install postgresql-client-{at_least})."
        )
    return newest


def _version(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    number = re.search(r"(\d+)(\.|\s|$)", said.partition(")")[2])
    return int(number[1]) if number else 0
