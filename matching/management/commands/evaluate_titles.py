"""`manage.py evaluate_titles DIR`: how well job titles find their occupations, on any judged set."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.engine import EngineError
from matching.services import measure_titles


class Command(BaseCommand):
    """Ranks the documents of a judged set for each of its titles and prints what that is worth."""

    help = "Rank the occupations of a judged set for each of its titles: mrr, map, ndcg@10, recall@10, ece, ms_p95."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="folder with documents.jsonl, queries.jsonl, judgements.tsv")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
        parser.add_argument(
            "--folds", type=int, default=0, help="also learn on this very set, each title judged by weights without it"
        )
        parser.add_argument("--baselines", action="store_true", help="also measure what anybody could do")

    def handle(self, *, folder: Path, json: bool, folds: int, baselines: bool, **_options: object) -> None:
        if folds == 1 or folds < 0:
            raise CommandError("At least 2 folds are needed.")
        try:
            report = measure_titles(folder=folder, n_folds=folds, with_baselines=baselines, tell=self.stderr.write)
        except EngineError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(_as_json(report) if json else _as_table(report))


def _as_json(report: Mapping[str, Any]) -> str:
    return json.dumps(_plain(report), ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: figures that do not exist are null."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 4)
    return value


def _as_table(report: Mapping[str, Any]) -> str:
    columns = ("mrr", "map", "ndcg@10", "recall@10", "ece", "ms_p95")
    lines = [f"{'':24}" + "".join(f"{name:>11}" for name in columns) + "   mrr, 95 % of samples"]
    for name, figures in report["systems"].items():
        interval = figures["mrr_interval"]
        cells = "".join(f"{figures[column]:>11.3f}" for column in columns)
        lines.append(f"{name:24}{cells}   {interval[0]:.3f} to {interval[1]:.3f}")
    for name, (mean, low, high) in report["differences"].items():
        lines.append(f"{name}: mrr {mean:+.3f} ({low:+.3f} to {high:+.3f})")
    lines += [f"{report['queries']} titles; the figures of the set are those of: {report['system']}", *report["notes"]]
    return "\n".join(lines)
