"""What can go wrong before the portal runs, said in one sentence with a way out."""

import errno
import re


class Problem(Exception):  # noqa: N818 - shown to people, who read "Problem"
    """Something the person at the keyboard can solve; its text is one sentence and a way out."""


DISK_FULL = "The disk is full: free at least 1 GB, then run the same command again (finished steps are kept)."
NO_PACKAGES = (
    "Packages could not be fetched: check the network and the package index this machine uses, "
    "then run the same command again (finished steps are kept)."
)

# What sub-steps write when the cause lies outside of them.
_CAUSES = (
    (re.compile(r"No space left on device|ENOSPC|database or disk is full", re.IGNORECASE), DISK_FULL),
    (
        re.compile(
            r"Temporary failure in name resolution|Name or service not known|NewConnectionError|ConnectTimeout|"
            r"ReadTimeoutError|Failed to fetch|dns error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|"
            r"Could not find a version that satisfies|No matching distribution found",
            re.IGNORECASE,
        ),
        NO_PACKAGES,
    ),
    (
        re.compile(r"DO NOT MATCH THE HASHES|Hash mismatch|EINTEGRITY", re.IGNORECASE),
        "A package differs from the one that was locked: fetch the repository's newest state, or tell its keepers.",
    ),
    (
        re.compile(r"ensurepip is not available|No module named (venv|ensurepip)", re.IGNORECASE),
        "This Python cannot create environments: install its venv module (Debian: apt install python3-venv) or uv.",
    ),
    (
        re.compile(r"database is locked", re.IGNORECASE),
        "Another process writes to the database: end it (a demo in another window?), then run the same command again.",
    ),
)


def explain(*, title: str, output: str, log: str) -> Problem:
    """Turn a failed sub-step's output into one sentence and a way out."""
    for pattern, sentence in _CAUSES:
        if pattern.search(output):
            return Problem(f"{sentence} Details: {log}")
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    reason = lines[-1][:200] if lines else "it said nothing"
    return Problem(f"{title} failed: {reason}. Details: {log}; run the same command again when the cause is gone.")


def explain_os_error(error: OSError) -> Problem:
    """Turn an error of the operating system into one sentence and a way out."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Problem(DISK_FULL)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Problem(
            f"{error.filename or 'A folder'} may not be written: make it yours (chown), "
            "or name another folder for all run-time files: VAR_DIR=/path make demo"
        )
    return Problem(f"The machine refused something: {error}. Run the same command again when the cause is gone.")
