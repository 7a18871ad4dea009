"""What a back-up says about itself, and whether that is still true."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cms.operating.errors import OperatingError

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class FileSum:
    """What one file of the back-up must be."""

    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class TableSum:
    """What one table held; the checksum does not depend on the order of the rows."""

    rows: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that is needed to know whether a back-up is whole, and whether this code can load it."""

    made_at: str
    engine: str
    migrations: list[str]
    tables: dict[str, TableSum]
    files: dict[str, FileSum] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it into the back-up, last of all."""
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False, sort_keys=True), "utf-8")

    def media(self) -> dict[str, FileSum]:
        """Return the uploaded files by their names below MEDIA_ROOT."""
        return {name.removeprefix("media/"): one for name, one in self.files.items() if name.startswith("media/")}


def read_manifest(folder: Path) -> Manifest:
    """Return what a back-up says about itself."""
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        raise OperatingError(
            f"{folder} is no back-up: it holds no {MANIFEST}. Name the folder of one back-up."
        ) from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise OperatingError(f"{folder / MANIFEST} cannot be read ({error}): take another back-up.") from error
    if told.get("format") != FORMAT:
        raise OperatingError(
            f"The back-up has the format {told.get('format')}, this code reads {FORMAT}: use the code that made it."
        )
    return Manifest(
        made_at=told["made_at"],
        engine=told["engine"],
        migrations=told["migrations"],
        tables={name: TableSum(**one) for name, one in told["tables"].items()},
        files={name: FileSum(**one) for name, one in told["files"].items()},
    )


def fingerprint(folder: Path) -> str:
    """Return what tells this back-up from every other one."""
    return sum_file(folder / MANIFEST).sha256


def sum_file(path: Path) -> FileSum:
    """Read a file once and return its size and checksum."""
    with path.open("rb") as source:
        return FileSum(path.stat().st_size, hashlib.file_digest(source, "sha256").hexdigest())


def sum_folder(folder: Path) -> dict[str, FileSum]:
    """Return the sums of all files below a folder, by their names below it; the manifest is not among them."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path != folder / MANIFEST)
    return {path.relative_to(folder).as_posix(): sum_file(path) for path in found}


def require_whole(folder: Path, manifest: Manifest) -> None:
    """Refuse a back-up of which anything is missing, changed or added."""
    found = sum_folder(folder)
    wrong = sorted(name for name in manifest.files.keys() | found.keys() if manifest.files.get(name) != found.get(name))
    if wrong:
        raise OperatingError(
            f"{folder} is damaged: {len(wrong)} files are not what they were ({', '.join(wrong[:3])}). "
            "Nothing was changed; take another back-up."
        )
