"""What the portal reads when it starts: translations, database, static files, reference data, demo, search index."""

from collections.abc import Callable, Sequence
from pathlib import Path

from deploy.launch.paths import FRONTEND, LOCALES, ROOT, VENV, child_environment, setting, var_dir, venv_bin
from deploy.launch.processes import run_logged
from deploy.launch.progress import Progress
from deploy.launch.steps import Step, digest

LOCKS = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
CODE = (ROOT / "cms", ROOT / "search", ROOT / "matching")


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
        file = sqlite_file(setting("DATABASE_URL"))
        if file is not None and not file.exists():
            forget_content()
        manage(["migrate", "--noinput"], title="Preparing the database", progress=progress)
        manage(["createcachetable"], title="Preparing the cache table", progress=progress)

    return _database_bound(
        "database", "Database", run, reads=[*ROOT.glob("*/migrations"), *ROOT.glob("cms/*/migrations"), *LOCKS]
    )


def static_step() -> Step:
    """Return the step that collects what browsers load."""
    return Step(
        title="Static files",
        stamp=var_dir() / "stamps" / "static",
        inputs=lambda: digest([FRONTEND, FRONTEND / "dist", ROOT / "cms" / "demo" / "pictures", *LOCKS]),
        run=lambda progress: manage(
            ["collectstatic", "--noinput", "--verbosity", "0"], title="Collecting static files", progress=progress
        ),
        is_there=(var_dir() / "static" / "staticfiles.json").exists,
    )


def reference_data_step() -> Step:
    """Return the step that loads places, occupations and skills; the command skips what is loaded."""

    def run(progress: Progress) -> None:
        manage(["load_reference_data"], title="Loading the reference data", progress=progress)

    return _database_bound("reference-data", "Reference data", run, reads=[ROOT / "matching" / "data"])


def demo_step() -> Step:
    """Return the step that builds the demo region; the command skips itself where it exists."""

    def run(progress: Progress) -> None:
        manage(["build_demo"], title="Building the demo region", progress=progress)

    return _database_bound("demo", "Demo region", run, reads=[])


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
    log = var_dir() / "log" / f"{log_name}.log"
    run_logged(command, title=title, log=log, progress=progress, env=child_environment())


def _database_bound(name: str, title: str, run: Callable[[Progress], None], *, reads: Sequence[Path]) -> Step:
    """Make a step whose result lies in the database."""
    url = setting("DATABASE_URL")
    file = sqlite_file(url)
    return Step(
        title=title,
        stamp=var_dir() / "stamps" / name,
        inputs=lambda: digest(reads, url),
        run=run,
        # We cannot look into a server's database without its driver; there the commands look themselves.
        is_there=lambda: file is not None and file.exists(),
    )


def forget_content() -> None:
    """Forget that the database was filled, so that the commands look again."""
    for name in ("reference-data", "demo", "search-index"):
        (var_dir() / "stamps" / name).unlink(missing_ok=True)


def sqlite_file(url: str) -> Path | None:
    """Return the database file that a URL names (empty: the default), or nothing for a server."""
    if not url:
        return var_dir() / "heimathafen.sqlite3"
    scheme, _sign, rest = url.partition("://")
    return Path("/" + rest.lstrip("/")) if scheme == "sqlite" and rest.startswith("/") else None
