"""A logo and a picture for every invented company."""

from collections.abc import Mapping
from contextlib import ExitStack
from io import BytesIO

from django.core.files.images import ImageFile

from cms.accounts.models import User
from cms.core.models import PortalImage
from cms.demo.services.logos import company_logo
from cms.demo.services.organizations import BuiltOrganization
from cms.demo.services.scenes import motif_of, scene, words_for

DRAWN_FOR = "gezeichnet für diese Vorführung"


def build_company_pictures(
    *, owner: User, organizations: Mapping[str, BuiltOrganization], undo: ExitStack
) -> dict[str, tuple[PortalImage, PortalImage]]:
    """Return logo and picture by the organization's key; files written are deleted again when the build fails."""
    scenes: dict[tuple[str, bool], PortalImage] = {}
    pictures = {}
    for position, (key, built) in enumerate(organizations.items()):
        fits = built.source["fits"]
        motif, mirrored = motif_of(fits), bool(position % 2)
        if (motif, mirrored) not in scenes:
            scenes[motif, mirrored] = _keep(
                scene(fits, mirrored=mirrored), f"scene-{motif}.webp", words_for(fits), owner=owner, undo=undo
            )
        logo = company_logo(built.record.name, key)
        words = f"Zeichen: {built.record.name}"
        pictures[key] = (_keep(logo, f"logo-{key}.png", words, owner=owner, undo=undo), scenes[motif, mirrored])
    return pictures


def _keep(content: bytes, name: str, words: str, *, owner: User, undo: ExitStack) -> PortalImage:
    picture = PortalImage(
        title=words,
        file=ImageFile(BytesIO(content), name=name),
        alternative_text=words,
        author="Heimathafen",
        license="EUPL-1.2",
        source=DRAWN_FOR,
        people_consented=True,
        uploaded_by_user=owner,
    )
    picture.save()
    undo.callback(picture.file.storage.delete, picture.file.name)
    return picture
