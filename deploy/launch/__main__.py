"""Entry of `python3 -m deploy.launch`: finds a Python that is new enough, then hands over.

This file must stay readable for old interpreters, so that they can say what is wrong.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.13", "python3.12", "python3.11", "python3.14")


def works(name):  # noqa: ANN001, ANN201 - old interpreters read this
    """Return whether this name starts a Python that is new enough; a version manager's stub may not."""
    code = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.call([name, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0  # noqa: S603
    except OSError:
        return False


if sys.version_info < OLDEST:
    for newer in NEWER_NAMES:
        if works(newer):
            os.execvp(newer, [newer, "-m", "deploy.launch", *sys.argv[1:]])  # noqa: S606
    sys.exit(
        "Heimathafen needs Python 3.11 or newer, this is %d.%d: "  # noqa: UP031
        "install one (Debian: apt install python3.11 python3.11-venv), then run the same command again, "
        "or name it: PYTHON=/path/to/python3.12 make demo" % sys.version_info[:2]
    )

from deploy.launch.commands import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
