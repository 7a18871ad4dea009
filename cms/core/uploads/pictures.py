"""Pictures: read as what they are, measured before they are unpacked, and written anew without hidden data."""

import io
import struct
import warnings
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from cms.core.uploads.errors import UploadRefusedError

MAX_PICTURE_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_PROFILE_BYTES = 200_000  # a color profile is needed for right colors; larger ones carry something else

# Extension → the format that its content must have.
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF"}
_READ = tuple(dict.fromkeys(FORMATS.values()))
# Phones write several pictures into one JPEG; Pillow tells it by this name, and the first one is meant.
_SEVERAL_IN_ONE = "MPO"
_CONTENT_TYPES = {name: f"image/{name.lower()}" for name in FORMATS.values()}
# What the readers of the formats raise at damaged files, each in its own way.
_UNREADABLE = (
    *(UnidentifiedImageError, OSError, EOFError, ValueError, TypeError, LookupError),
    *(SyntaxError, RuntimeError, MemoryError, struct.error),
)
_SAVED_WITH = {
    "PNG": {},
    "GIF": {},
    "WEBP": {"quality": 92, "method": 4},
    "AVIF": {"quality": 85, "speed": 8},
    "JPEG": {"quality": 92, "optimize": False},
}


def clean_picture(upload: UploadedFile) -> None:
    """Leave in an upload the picture alone: upright, without place, device, names and whatever stood behind it.

    It is written over in place, so that no other holder of the upload keeps what was inside. Raises
    UploadRefusedError with a sentence for the editor. Nothing is unpacked before its size is known.
    """
    expected = FORMATS.get(extension_of(upload.name))
    if expected is None:
        raise UploadRefusedError(
            _("Pictures can be JPEG, PNG, WebP, AVIF or GIF files. Please save it as one of these.")
        )
    if upload.size is None or upload.size > MAX_PICTURE_BYTES:
        raise UploadRefusedError(_("The file is larger than 10 MB. Please save the picture smaller."))
    upload.seek(0)
    with _opened(upload) as picture:
        _check(picture, expected)
        content = _written_anew(picture, expected)
    upload.seek(0)
    upload.truncate()
    upload.write(content)
    upload.seek(0)
    upload.size, upload.content_type = len(content), _CONTENT_TYPES[expected]


def extension_of(name: str | None) -> str:
    """Return what stands after the last dot of a file's name, in small letters."""
    return PurePath(name or "").suffix.lower().removeprefix(".")


def _opened(upload: UploadedFile) -> Image.Image:
    """Read the head of a picture; Pillow's own alarm at huge measures becomes an answer."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(upload, formats=_READ)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise UploadRefusedError(_too_large()) from None
    except _UNREADABLE:
        raise UploadRefusedError(_unreadable()) from None


def _check(picture: Image.Image, expected: str) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise UploadRefusedError(_too_large())
    found = "JPEG" if picture.format == _SEVERAL_IN_ONE else picture.format
    if found != expected:
        raise UploadRefusedError(
            _("The file is called %(expected)s, but its content is %(found)s. Please save it anew as a picture.")
            % {"expected": expected, "found": found}
        )
    if picture.format != _SEVERAL_IN_ONE and getattr(picture, "is_animated", False):
        raise UploadRefusedError(_("Moving pictures are not shown here. Please save a single picture of it."))


def _written_anew(picture: Image.Image, form: str) -> bytes:
    profile = picture.info.get("icc_profile")
    has_profile = isinstance(profile, bytes) and 0 < len(profile) <= MAX_PROFILE_BYTES
    options: dict[str, object] = {**_SAVED_WITH[form], **({"icc_profile": profile} if has_profile else {})}
    try:
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        if form == "JPEG" and picture.format == "JPEG" and upright.size == picture.size and _is_upright(picture):
            upright, options["quality"] = picture, "keep"  # the same measures of quality: nothing is lost
        transparency = upright.info.get("transparency")
        # Comments, XMP and all else that would be written again from here.
        upright.info = {} if transparency is None else {"transparency": transparency}
        target = io.BytesIO()
        upright.save(target, form, **options)
    except (*_UNREADABLE, Image.DecompressionBombError):
        raise UploadRefusedError(_unreadable()) from None
    return target.getvalue()


def _is_upright(picture: Image.Image) -> bool:
    return picture.getexif().get(0x0112, 1) == 1  # the number of EXIF's orientation


def _too_large() -> str:
    return _("The picture has more than 40 million pixels. Please make it smaller, for example 4000 pixels wide.")


def _unreadable() -> str:
    return _("The file is no picture that can be read. Perhaps it is damaged: please save it anew.")
