"""The engine starts quickly and alone."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_engine_loads_no_framework_and_nothing_that_learns():
    heavy = ("django", "wagtail", "celery", "sklearn", "scipy.sparse", "numba")
    program = f"import sys, matching.engine; print([name for name in {heavy} if name in sys.modules])"

    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
