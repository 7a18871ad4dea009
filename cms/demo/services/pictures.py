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


Faces = dict[str, list[PortalImage]]
"""Sex of a first name ("f", "m") → drawings."""


def build_pictures(*, owner: User, undo: ExitStack) -> Faces:
    """Import the faces that are there; files written are deleted again when the build fails."""
    faces: Faces = {"f": [], "m": []}
    for file in sorted(file for file in FOLDER.glob("openpeeps-*") if file.suffix in FORMATS):
        faces["f" if int(file.stem[-2:]) in WOMEN else "m"].append(_import(file, owner, undo))
    return faces


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
