"""What the matching benchmarks share: where figures go, percentiles, missed bars."""

import json
import os
import platform
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = Path(os.environ.get("VAR_DIR") or ROOT / "var") / "benchmarks"


def milliseconds(seconds):
    """Return p50, p95 and the longest of some times in seconds, in milliseconds."""
    p50, p95, longest = np.percentile(seconds, [50, 95, 100]) * 1000
    return {"p50_ms": round(float(p50), 3), "p95_ms": round(float(p95), 3), "max_ms": round(float(longest), 3)}


def finish(name, figures, missed):
    """Write figures to ``var/benchmarks/NAME.json``, tell what missed its bar and end the program."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    report = {"machine": f"{platform.machine()}, {os.cpu_count()} cores", **figures, "missed": missed}
    (OUTPUT / f"{name}.json").write_text(json.dumps(report, indent=2))
    for text in missed:
        print("MISSED:", text)
    sys.exit(1 if missed else 0)
