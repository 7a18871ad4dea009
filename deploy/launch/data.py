"""What the portal reads when it starts: translations, database, static files, reference data, demo, search index."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from deploy.launch.paths import FRONTEND, LOCALES, ROOT, VENV, child_environment, setting, var_dir, venv_bin
from deploy.launch.processes import run_logged, tail
from deploy.launch.progress import Progress
from deploy.launch.steps import Step, digest

LOCKS = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
ACCOUNTS_BYTES = 20_000


def translations_step() -> Step:
    """Return the step that compiles the catalogs with Babel; no GNU gettext is needed."""
    catalogs = sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))
    command = [venv_bin("pybabel"), "-q", "compile", "--domain", "django", "--directory", str(LOCALES)]

    def run(progress: Progress) -> None:
        if catalogs:
            _run(command, "translations", "Compiling the translations", progress)

    return Step(
        title="Translations",
        stamp=VENV / "stamps" / "translations",
        inputs=lambda: digest(catalogs),
        run=run,
        is_there=lambda: all(catalog.with_suffix(".mo").exists() for catalog in catalogs),
    )


def database_step() -> Step:
    """Return the step that creates or upgrades the tables."""

    def run(progress: Progress) -> None:
        manage(["migrate", "--noinput"], title="Preparing the database", progress=progress)
        manage(["createcachetable"], title="Preparing the cache table", progress=progress)

    reads = [*ROOT.glob("*/migrations"), *ROOT.glob("cms/*/migrations"), *LOCKS]
    return _database_bound("database", "Database", run, reads=reads, holds="SELECT 1 FROM django_migrations")


def static_step() -> Step:
    """Return the step that collects what browsers load."""
    folder = Path(setting("STATIC_ROOT") or var_dir() / "static")
    return Step(
        title="Static files",
        stamp=var_dir() / "stamps" / "static",
        inputs=lambda: digest([FRONTEND, FRONTEND / "dist", ROOT / "cms" / "demo" / "pictures", *LOCKS], str(folder)),
        run=lambda progress: manage(
            ["collectstatic", "--noinput", "--verbosity", "0"], title="Collecting static files", progress=progress
        ),
        is_there=(folder / "staticfiles.json").exists,
    )


def kernels_step() -> Step:
    """Return the step that compiles the matching engine's inner loops; without it they are compiled at first use."""
    return Step(
        title="Inner loops",
        stamp=_stamp("kernels"),
        inputs=lambda: digest([ROOT / "matching" / "engine" / "candidates", *LOCKS]),
        run=lambda progress: manage(["prepare_matching"], title="Compiling the inner loops", progress=progress),
        is_there=lambda: any(Path(setting("ENGINE_KERNELS_DIR") or var_dir() / "kernels").glob("loops-*/complete")),
    )


def reference_data_step() -> Step:
    """Return the step that loads places, occupations and skills; the command skips what is loaded."""

    def run(progress: Progress) -> None:
        manage(["load_reference_data"], title="Loading the reference data", progress=progress)
        manage(["load_references"], title="Loading the sourced statements", progress=progress)

    reads = [ROOT / "matching" / "data", ROOT / "cms" / "core" / "data"]
    return _database_bound("reference-data", "Reference data", run, reads=reads, holds="SELECT 1 FROM matching_place")


def demo_step() -> Step:
    """Return the step that builds the demo region; the command skips itself where it exists."""

    def run(progress: Progress) -> None:
        manage(["build_demo"], title="Building the demo region", progress=progress)
        for name in ("demo-accounts", "search-index"):
            _stamp(name).unlink(missing_ok=True)

    holds = "SELECT 1 FROM matching_profile WHERE is_demo"
    return _database_bound("demo", "Demo region", run, reads=[], holds=holds)


def accounts_step() -> Step:
    """Return the step that keeps the table of demo people, so that a later start can show it at once."""

    def run(progress: Progress) -> None:
        manage(["list_demo_accounts"], title="Listing the demo accounts", progress=progress)
        accounts_file().write_text(tail(_log("list_demo_accounts"), ACCOUNTS_BYTES).strip() + "\n", "utf-8")

    return Step(
        title="Demo accounts",
        stamp=_stamp("demo-accounts"),
        inputs=lambda: digest([ROOT / "cms" / "demo"]),
        run=run,
        is_there=accounts_file().exists,
    )


def accounts_file() -> Path:
    """Return where the table of demo people is kept."""
    return var_dir() / "demo-accounts.txt"


def search_index_step() -> Step:
    """Return the step that fills the search index when there is none."""
    return Step(
        title="Search index",
        stamp=var_dir() / "stamps" / "search-index",
        inputs=lambda: digest([ROOT / "search", ROOT / "matching" / "engine" / "text"]),
        run=lambda progress: manage(["search_index", "rebuild"], title="Filling the search index", progress=progress),
        is_there=lambda: any(Path(setting("SEARCH_INDEX_DIR") or var_dir() / "search").glob("*")),
    )


def manage(arguments: Sequence[str], *, title: str, progress: Progress) -> None:
    """Run one of the portal's own commands."""
    _run([venv_bin("python"), "manage.py", *arguments], arguments[0], title, progress)


def _run(command: Sequence[str], log_name: str, title: str, progress: Progress) -> None:
    run_logged(command, title=title, log=_log(log_name), progress=progress, env=child_environment())


def _database_bound(
    name: str, title: str, run: Callable[[Progress], None], *, reads: Sequence[Path], holds: str
) -> Step:
    """Make a step whose result lies in the database; `holds` is a query that finds a row of it."""
    url = setting("DATABASE_URL")
    return Step(
        title=title,
        stamp=_stamp(name),
        inputs=lambda: digest(reads, url),
        run=run,
        is_there=lambda: _finds_a_row(sqlite_file(url), holds),
    )


def _finds_a_row(file: Path | None, query: str) -> bool:
    """Look into a database file; a server needs a driver to look into, there the commands look themselves."""
    if file is None or not file.exists():
        return False
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        try:
            return connection.execute(query).fetchone() is not None
        except sqlite3.OperationalError:
            return False


def _stamp(name: str) -> Path:
    return var_dir() / "stamps" / name


def _log(name: str) -> Path:
    return var_dir() / "log" / f"{name}.log"


def sqlite_file(url: str) -> Path | None:
    """Return the database file that a URL names (empty: the default), or nothing for a server."""
    if not url:
        return var_dir() / "heimathafen.sqlite3"
    scheme, _sign, rest = url.partition("://")
    return Path("/" + rest.lstrip("/")) if scheme == "sqlite" and rest.startswith("/") else None
