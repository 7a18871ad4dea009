"""No committed file tells where it was written or where packages were fetched from."""

import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
# Put together from parts, so that this file does not find itself.
TRACES = {
    "a registry's host": re.compile(
        "|".join((r"pypi\." + "org", "files.python" + "hosted", r"registry\.np" + "mjs", "np" + r"mjs\.(?:org|com)"))
    ),
    "the folder of a checkout": re.compile(rf"(?<![\w.]){re.escape(str(REPOSITORY))}\b|(?<![\w./-])/wo" + "rk/"),
    "somebody's home folder": re.compile(
        r"(?<![\w./-])/(?:ro" + r"ot|ho" + r"me/[a-z][\w.-]*|Us" + r"ers/[A-Za-z][\w.-]*)/"
    ),
    "a folder for scratch": re.compile(r"(?<![\w./-])/t" + "mp/"),
    "the shared folder": re.compile(r"(?<![\w/-])(?:\.\./)sha" + "red/|/sha" + "red/data"),
}
# File → the traces that it may hold, and why.
ALLOWED = {
    "tests/contracts/test_shipped_data.py": set(TRACES),  # it looks for such traces itself
}


def committed_files() -> list[str]:
    """Return what git has or would take with `git add`."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this folder is not a checkout of git")
    return sorted(name for name in listed.stdout.split("\0") if name and (REPOSITORY / name).is_file())


def traces_in(text: str) -> set[str]:
    return {what for what, pattern in TRACES.items() if pattern.search(text)}


def test_no_committed_file_names_a_machine_or_a_registry() -> None:
    found = {}
    for name in committed_files():
        text = (REPOSITORY / name).read_bytes().decode("utf-8", errors="ignore")
        traces = traces_in(f"{name}\n{text}") - ALLOWED.get(name, set())
        if traces:
            found[name] = traces

    assert found == {}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("https://py" + "pi.org/simple", "a registry's host"),
        ("open('/wo" + "rk/x.txt')", "the folder of a checkout"),
        ("cd /ro" + "ot/x", "somebody's home folder"),
        ("/ho" + "me/anna/portal", "somebody's home folder"),
        ("> /t" + "mp/out", "a folder for scratch"),
        ("../sha" + "red/data", "the shared folder"),
    ],
)
def test_a_trace_is_found(line: str, what: str) -> None:
    assert what in traces_in(line)


def test_addresses_of_the_portal_are_no_traces() -> None:
    assert traces_in('path("home/", …) · https://kommune.example/job/berufe · templates/pages/home_page.html') == set()
