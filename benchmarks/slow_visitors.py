"""Do slow visitors make the others wait? nginx in front as shipped; bound: p95 of the others at most doubles.

    .venv/bin/python benchmarks/slow_visitors.py [ANSWERS PER ROUND]

Rounds with and without sixty who dribble their requests take turns, since the speed of a machine changes meanwhile.
Needs nginx and the demo region (`make demo` once); figures under var/benchmarks.
"""

import json
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.local")
django.setup()

from benchmarks.served import served_portal
from cms.settings.environment import VAR_DIR
from tests.support.nginx import Nginx, nginx_in_front_of
from tests.support.slow_visitors import SILENT, SLOW_BODY, SLOW_HEAD, slow_visitors_at

PAGE, QUERY = "/angebote/", {"page": "2"}  # with a query it is made anew each time; a finished one would hide who waits
N_ROUNDS = 6
N_ANSWERS = 200
TWENTY_OF_EACH = [SILENT, SLOW_HEAD, SLOW_BODY] * 20
MOST_TIMES_AS_LONG = 2.0


def milliseconds_of(nginx: Nginx, n_answers: int) -> list[float]:
    """Ask for the page so often, one after the other, and return how long each answer took."""
    taken = []
    for _ in range(n_answers):
        begin = time.perf_counter()
        answer = nginx.get(PAGE, **QUERY)
        taken.append(1000 * (time.perf_counter() - begin))
        if answer.status != 200:
            raise SystemExit(f"{PAGE} answered {answer.status}")
    return taken


def main(n_answers: int) -> int:
    """Let rounds take turns and say whether the bound holds."""
    taken: dict[bool, list[float]] = {False: [], True: []}
    least_there = len(TWENTY_OF_EACH)
    with ExitStack() as stack:
        behind = SimpleNamespace(port=urlsplit(stack.enter_context(served_portal())).port)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        nginx = stack.enter_context(nginx_in_front_of(behind, folder))
        milliseconds_of(nginx, n_answers)  # both processes have warmed up
        for number in range(N_ROUNDS):
            is_slow = bool(number % 2)
            with ExitStack() as around:
                slow = around.enter_context(slow_visitors_at(nginx, TWENTY_OF_EACH)) if is_slow else None
                taken[is_slow] += milliseconds_of(nginx, n_answers)
                least_there = min(least_there, slow.n_there) if slow else least_there
    alone, beside = (sorted(taken[is_slow])[int(0.95 * len(taken[is_slow]))] for is_slow in (False, True))
    figures = {
        "answers": len(taken[True]),
        "slow_visitors_at_the_end_of_a_round": least_there,
        "p95_ms_alone": round(alone, 1),
        "p95_ms_beside_slow_visitors": round(beside, 1),
        "times_as_long": round(beside / alone, 2),
    }
    folder = VAR_DIR / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "slow_visitors.json").write_text(json.dumps(figures, indent=2), encoding="utf-8")
    print(json.dumps(figures, indent=2))
    return 0 if least_there and beside <= MOST_TIMES_AS_LONG * alone else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else N_ANSWERS))
