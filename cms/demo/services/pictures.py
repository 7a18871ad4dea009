"""Drawn faces for mentors."""

from contextlib import ExitStack
from pathlib import Path

from django.core.files import File

from cms.accounts.models import User
from cms.core.models import PortalImage

FOLDER = Path(__file__).parents[1] / "pictures" / "avatars"
# Numbers of the drawings that go with women's names; only the demonstration's pictures look at this.
WOMEN = frozenset({1, 8, 14, 15, 16, 18, 19, 20, 21, 22})
FORMATS = (".png", ".webp")  # Wagtail makes no renditions of SVG unless it is allowed to


Portraits = dict[str, PortalImage]
"""Name of a drawing ("openpeeps-01") → picture."""


def build_portraits(*, owner: User, undo: ExitStack) -> Portraits:
    """Import the faces that are there; files written are deleted again when the build fails."""
    files = sorted(file for file in FOLDER.glob("openpeeps-*") if file.suffix in FORMATS)
    return {file.stem: _import(file, owner, undo) for file in files}


def faces(portraits: Portraits) -> dict[str, list[PortalImage]]:
    """Return drawings by the sex of the first names they go with ("f", "m")."""
    found: dict[str, list[PortalImage]] = {"f": [], "m": []}
    for name, portrait in portraits.items():
        found["f" if int(name[-2:]) in WOMEN else "m"].append(portrait)
    return found


def _import(path: Path, owner: User, undo: ExitStack) -> PortalImage:
    with path.open("rb") as file:
        picture = PortalImage(
            title=f"Gezeichneter Mensch {path.stem[-2:]}",
            alternative_text="Gezeichnetes Porträt, kein Foto",
            is_decorative=False,
            author="Pablo Stanley",
            license="CC0 1.0",
            source="Open Peeps",
            people_consented=True,
            uploaded_by_user=owner,
        )
        picture.file.save(f"demo-{path.name}", File(file), save=False)
    undo.callback(picture.file.storage.delete, picture.file.name)
    picture.save()
    return picture
