"""Rules of this house that no linter knows: names, sizes, and where certain things may stand."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON_FOLDERS = ("cms", "matching", "search", "deploy", "tests", "benchmarks")
NOT_OURS = {"node_modules", "dist", "__pycache__", "migrations"}
LONGEST_MODULE = 400  # lines
LONGEST_TEMPLATE = 150
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "handler", "handlers"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that must not stand in some files."""

    pattern: re.Pattern[str]
    folders: tuple[str, ...]
    sentence: str
    except_in: tuple[str, ...] = ()


THIS_FILE = "deploy/checks/house_rules.py"
RULES = (
    Rule(
        re.compile(r"\btime\.sleep\(|\bfrom time import sleep\b"),
        ("tests",),
        "a test waits for an event or a fake clock, never for time to pass",
        ("tests/deploy/", "tests/support/"),
    ),
    Rule(
        re.compile(r"^\s*@receiver\b|\.connect\(\s*\w+,\s*(?:sender|dispatch_uid)=", re.MULTILINE),
        ("cms", "matching", "search"),
        "signal receivers live in cms/core/signal_handlers.py",
        # The page cache notes what is read, the audit log what is done (docs/decisions/0021); they answer to nothing.
        ("cms/core/signal_handlers.py", "cms/core/page_cache/reads.py", "cms/audit/signal_handlers.py"),
    ),
    Rule(
        re.compile(r"\b(?:TODO|FIXME|HACK)\b"),
        PYTHON_FOLDERS,
        "unfinished work is an issue, not a comment",
        (THIS_FILE, "tests/deploy/test_house_rules.py"),
    ),
    Rule(
        re.compile(r'\bos\.environ\b(?!\.\w+\("DJANGO_SETTINGS_MODULE")|\bos\.getenv\b'),
        ("cms", "matching", "search"),
        "the environment is read in cms/settings/environment.py, so that docs/settings.md stays complete",
        ("cms/settings/environment.py",),
    ),
    Rule(
        re.compile(r"\bmark_safe\(|\|\s*safe\b"),
        ("cms", "matching", "search", "templates"),
        "text is escaped; markup comes from templates or through format_html",
        # Hints are written by us, and Django's own list of password rules is markup; JSON in a script element is
        # escaped in a way of its own; a remembered part was escaped when it was rendered.
        (
            "templates/components/field_hint.html",
            "cms/core/seo/structured.py",
            "cms/core/templatetags/page_cache.py",
        ),
    ),
)


def complaints(root: Path = ROOT) -> list[str]:
    """Return what breaks a rule, one line each."""
    return [*_words(root), *_names(root), *_sizes(root)]


def _words(root: Path) -> Iterator[str]:
    for rule in RULES:
        for path in files(root, rule.folders):
            name = str(path.relative_to(root))
            if name.startswith(rule.except_in):
                continue
            text = path.read_text("utf-8")
            for match in rule.pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: {rule.sentence}"


def _names(root: Path) -> Iterator[str]:
    for path in files(root, PYTHON_FOLDERS):
        if path.stem in EMPTY_NAMES or path.parent.name in EMPTY_NAMES:
            yield f"{path.relative_to(root)}: a name says what is inside; this one fits anything"


def _sizes(root: Path) -> Iterator[str]:
    for path in files(root, (*PYTHON_FOLDERS, "templates")):
        n_lines = path.read_text("utf-8").count("\n")
        if "illustrations" in path.parts:
            continue  # a drawing is as long as it is
        longest = LONGEST_TEMPLATE if path.suffix == ".html" else LONGEST_MODULE
        if n_lines > longest:
            yield f"{path.relative_to(root)}: {n_lines} lines are more than {longest}; split it along a subject"


def files(root: Path, folders: Iterable[str]) -> list[Path]:
    """Return our modules and templates below some folders."""
    found = (path for folder in folders for kind in ("*.py", "*.html") for path in (root / folder).rglob(kind))
    return sorted(path for path in found if not NOT_OURS.intersection(path.relative_to(root).parts))


if __name__ == "__main__":
    lines = complaints()
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.exit(bool(lines))
