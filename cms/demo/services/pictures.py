"""Drawn faces for mentors."""

from contextlib import ExitStack
from pathlib import Path

from django.core.files import File

from cms.accounts.models import User
from cms.core.models import PortalImage

FOLDER = Path(__file__).parents[1] / "pictures" / "avatars"
FORMATS = (".png", ".webp")  # Wagtail makes no renditions of SVG unless it is allowed to


def build_pictures(*, owner: User, undo: ExitStack) -> list[PortalImage]:
    """Import the faces that are there; files written are deleted again when the build fails."""
    files = sorted(file for file in FOLDER.glob("openpeeps-*") if file.suffix in FORMATS)
    return [_import(file, owner, undo) for file in files]


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
