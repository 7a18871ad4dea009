"""`manage.py evaluate_search DIR`: how well questions find their pages, on any judged set."""

import json
import os
from argparse import BooleanOptionalAction
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines import ENGINE_NAMES, SearchUnavailableError
from search.lexicon import Lexicon, dictionary_file, packaged_lexicon, prepare
from search.relevance import (
    BrokenJudgedSetError,
    BrokenReportError,
    EngineNotReachableError,
    RelevanceRun,
    differences,
    fill,
    measure,
    open_judged_set,
    read_report,
    searchable,
    temporary_engine,
)
from search.relevance.measuring import TYPO_SEED

Differences = Mapping[str, tuple[float, float, float]]


class Command(BaseCommand):
    """Fills a temporary index with a judged set, asks all its questions and prints what the answers are worth."""

    help = (
        "Ask the questions of a judged set in an index of its own: ndcg@10, mrr, recall@10, zero_hits, ms_p50, ms_p95. "
        "The portal's index and database are not touched."
    )
    requires_system_checks: list[str] = []  # a portal that is not set up yet can be measured all the same

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="folder with documents.jsonl, queries.jsonl, judgements.tsv")
        parser.add_argument("--engine", choices=ENGINE_NAMES, default=ENGINE_NAMES[0])
        parser.add_argument("--typos", action="store_true", help="one random edit in the longest word of each question")
        parser.add_argument("--seed", type=int, default=TYPO_SEED, help="which random edits; the same seed, the same")
        parser.add_argument(
            "--dictionary",
            action=BooleanOptionalAction,
            default=None,
            help="translate with the imported dictionary, too; without this option: if one was imported",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
        parser.add_argument("--compare", type=Path, metavar="REPORT", help="what an earlier run printed with --json")

    def handle(
        self,
        *,
        folder: Path,
        engine: str,
        typos: bool,
        seed: int,
        dictionary: bool | None,
        json: bool,
        compare: Path | None,
        **_options: object,
    ) -> None:
        try:
            earlier = read_report(compare) if compare else None
            lexicon = _lexicon(dictionary)
            run = self._run(folder, engine=engine, lexicon=lexicon, has_typos=typos, typo_seed=seed)
            found = {
                name: (one.mean, one.low, one.high)
                for name, one in (differences(run, earlier).items() if earlier else ())
            }
        except (BrokenJudgedSetError, BrokenReportError, EngineNotReachableError, SearchUnavailableError) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(_as_json(run, found) if json else _as_table(run, found))

    def _run(self, folder: Path, *, engine: str, lexicon: Lexicon, has_typos: bool, typo_seed: int) -> RelevanceRun:
        judged = open_judged_set(folder)
        tell = self.stderr.write
        with temporary_engine(engine) as filled:
            fill(filled, searchable(judged), tell)
            return measure(filled, judged, lexicon=lexicon, has_typos=has_typos, typo_seed=typo_seed, tell=tell)


def _lexicon(has_dictionary: bool | None) -> Lexicon:
    """Return what is packaged, without the synonyms of this portal's editors, so that two portals measure the same."""
    imported = dictionary_file()
    if has_dictionary and not imported.exists():
        raise CommandError("No dictionary was imported here: run `manage.py import_dictionary FILE`, or leave it out.")
    prepare()
    return packaged_lexicon(dictionary=Path(os.devnull) if has_dictionary is False else imported)


def _as_json(run: RelevanceRun, found: Differences) -> str:
    report: dict[str, Any] = run.report()
    if found:
        report["differences"] = {name: [round(value, 4) for value in values] for name, values in found.items()}
    return json.dumps(report, ensure_ascii=False, indent=1)


def _as_table(run: RelevanceRun, found: Differences) -> str:
    report = run.report()
    columns = ("ndcg@10", "mrr", "recall@10", "zero_hits", "ms_p50", "ms_p95")
    low, high = report["interval"]
    lines = [
        f"{'':24}" + "".join(f"{name:>11}" for name in columns) + "   ndcg@10, 95 % of samples",
        f"{run.engine + (', typos' if run.has_typos else ''):24}"
        + "".join(f"{report[name]:>11.3f}" for name in columns)
        + f"   {low:.3f} to {high:.3f}",
        f"{report['queries']} questions",
    ]
    lines += [f"better by {name}: {mean:+.3f} ({low:+.3f} to {high:+.3f})" for name, (mean, low, high) in found.items()]
    return "\n".join(lines)
