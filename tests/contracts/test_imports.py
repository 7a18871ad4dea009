"""Who may import whom: the contracts hold, and each of them is broken by what it forbids."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
ROOMS = ("cms", "search", "matching")
LINT = Path(sys.executable).with_name("lint-imports")


@dataclass(frozen=True)
class Violation:
    """An import that must not be, and the contract that must say so."""

    importer: str
    line: str
    contract: str


VIOLATIONS = (
    Violation("matching/selectors_of_pages.py", "from cms.core import models", "rooms"),
    Violation("matching/models/place.py", "import cms.core.models", "rooms"),
    Violation("search/documents.py", "import cms.core.models", "rooms"),
    Violation("matching/changes.py", "import search.documents", "rooms"),
    Violation("cms/core/models.py", "import cms.accounts.models", "cms"),
    Violation("cms/companies/models.py", "import cms.welcome.models", "cms"),
    Violation("cms/mailing/models.py", "import cms.accounts.models", "cms"),
    Violation("cms/accounts/models.py", "import cms.operating.ledger", "cms"),
    Violation("cms/audit/models.py", "import cms.core.models", "cms"),
    Violation("cms/operating/ledger.py", "import cms.demo.accounts", "cms"),
    Violation("cms/gallery/__init__.py", "", "cms"),
    Violation("search/analysis.py", "import search.documents", "search"),
    Violation("search/engines/base.py", "import search.queries", "search"),
    Violation("search/ranking.py", "", "search"),
    Violation("matching/models/offer.py", "import matching.changes", "matching"),
    Violation("matching/selectors/__init__.py", "import matching.services", "matching"),
    Violation("matching/helpers_of_all.py", "", "matching"),
    Violation("matching/engine/entities.py", "import matching.engine.scoring", "engine"),
    Violation("matching/engine/text/words.py", "import matching.engine.taxonomy", "engine"),
    Violation("matching/engine/magic.py", "", "engine"),
    Violation("matching/engine/errors.py", "import django", "engine-pure"),
    Violation("matching/engine/eligibility.py", "from wagtail.models import Page", "engine-pure"),
    Violation("search/analysis.py", "import celery", "engine-pure"),
    Violation("cms/core/models.py", "import matching.engine", "engine-protected"),
    Violation("search/documents.py", "from matching.engine import errors", "engine-protected"),
)


@pytest.fixture(scope="module")
def copied_rooms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("rooms")
    for room in ROOMS:
        shutil.copytree(REPOSITORY / room, copy / room, ignore=_not_code)
    shutil.copy(REPOSITORY / "pyproject.toml", copy)
    return copy


def _not_code(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if not (Path(folder) / name).is_dir() and not name.endswith(".py")} | (
        {"node_modules", "dist", "__pycache__", "locale"} & set(names)
    )


def broken_contracts(folder: Path) -> set[str]:
    """Run import-linter on a copy and return the ids of the contracts that it calls broken."""
    wide = {**os.environ, "COLUMNS": "400"}  # no verdict may be wrapped
    report = subprocess.run([LINT], cwd=folder, env=wide, capture_output=True, text=True, check=False)
    verdicts = dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", report.stdout, flags=re.MULTILINE))
    assert verdicts, report.stdout + report.stderr
    return {contract for contract, name in contract_names().items() if verdicts[name] == "BROKEN"}


def contract_names() -> dict[str, str]:
    text = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    return dict(re.findall(r'\[\[tool\.importlinter\.contracts\]\]\nid = "(.+)"\nname = "(.+)"', text))


def test_all_contracts_hold(copied_rooms: Path) -> None:
    assert broken_contracts(copied_rooms) == set()


@contextmanager
def added(copy: Path, module: str, line: str) -> Iterator[None]:
    """Add a line to a module of the copy, or a new module, for a moment."""
    file = copy / module
    if (file.with_suffix("") / "__init__.py").exists():
        file = file.with_suffix("") / "__init__.py"
    before = file.read_text("utf-8") if file.exists() else None
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{before or ''}\n{line}\n", "utf-8")
    try:
        yield
    finally:
        if before is not None:
            file.write_text(before, "utf-8")
        elif file.name == "__init__.py":
            shutil.rmtree(file.parent)
        else:
            file.unlink()


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda case: f"{case.contract}: {case.importer}")
def test_a_violation_breaks_the_contract_that_forbids_it(copied_rooms: Path, violation: Violation) -> None:
    with added(copied_rooms, violation.importer, violation.line):
        broken = broken_contracts(copied_rooms)

    assert violation.contract in broken


def test_a_loop_between_siblings_is_found(copied_rooms: Path) -> None:
    with (
        added(copied_rooms, "cms/core/left.py", "import cms.core.right"),
        added(copied_rooms, "cms/core/right.py", "import cms.core.left"),
    ):
        broken = broken_contracts(copied_rooms)

    assert broken == {"acyclic"}


def test_every_contract_is_tried() -> None:
    assert {violation.contract for violation in VIOLATIONS} | {"acyclic"} == set(contract_names())


def test_the_engine_loads_neither_django_nor_scikit_learn() -> None:
    code = "import sys, matching.engine; print(sorted({'django', 'sklearn', 'wagtail', 'celery'} & set(sys.modules)))"

    printed = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == "[]"
