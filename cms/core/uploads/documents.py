"""Documents: a short list of sorts, each recognized by how its content begins."""

import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cms.core.slugs import slug_of
from cms.core.uploads.errors import UploadRefusedError
from cms.core.uploads.pictures import extension_of

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
MAX_VIDEO_BYTES = 200 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PACKED_FILES = 2_000
MAX_GROWTH = 150  # unpacked to packed; office files stay below 50
HEAD_BYTES = 4096
VIDEOS = ("mp4", "webm")

_MP4_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"avc1", b"mp41", b"mp42", b"M4V ", b"dash", b"MSNV")
_MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|Basic/)", re.IGNORECASE)
# What an archive's reader raises at damage, encryption, and ways of packing that it does not know.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def check_document(upload: UploadedFile) -> None:
    """Raise UploadRefusedError when a file is not of a known sort, or not what its name says."""
    extension = extension_of(upload.name)
    is_sort = SORTS.get(extension)
    if is_sort is None:
        known = ", ".join(sorted(SORTS)).upper()
        raise UploadRefusedError(
            _("Files of this sort cannot be offered here. Possible are: %(known)s.") % {"known": known}
        )
    most = MAX_VIDEO_BYTES if extension in VIDEOS else MAX_DOCUMENT_BYTES
    if upload.size is None or upload.size > most:
        megabytes = most // (1024 * 1024)
        raise UploadRefusedError(
            _("The file is larger than %(most)s MB. Please make it smaller.") % {"most": megabytes}
        )
    if not is_sort(upload):
        raise UploadRefusedError(
            _("The file is called .%(extension)s, but its content is something else. Please save it anew.")
            % {"extension": extension}
        )
    upload.seek(0)


def tidy_name(name: str) -> str:
    """Return a file name of letters, digits and one dot: "Plan.php.PDF" becomes "plan-php.pdf"."""
    stem = slug_of(re.sub(r"[._]+", "-", PurePath(name.replace("\\", "/")).stem), longest=80)
    return f"{stem or 'datei'}.{extension_of(name)}"


def _head(upload: UploadedFile) -> bytes:
    upload.seek(0)
    return upload.read(HEAD_BYTES)


def _begins_with(*marks: bytes) -> Callable[[UploadedFile], bool]:
    return lambda upload: _head(upload).startswith(marks)


def _is_mp4(upload: UploadedFile) -> bool:
    head = _head(upload)
    return head[4:8] == b"ftyp" and head[8:12] in _MP4_BRANDS


def _is_text(upload: UploadedFile) -> bool:
    """Say whether a file holds words: UTF-8 or the older Western alphabet, and no control characters."""
    upload.seek(0)
    content = upload.read()
    if re.search(rb"[\x00-\x08\x0e-\x1f\x7f]", content):
        return False
    return not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")  # a page or picture that calls itself text


def _is_marked_text(*marks: bytes) -> Callable[[UploadedFile], bool]:
    return lambda upload: _is_text(upload) and _head(upload).removeprefix(b"\xef\xbb\xbf").startswith(marks)


def _is_office(folder: str) -> Callable[[UploadedFile], bool]:
    def is_office(upload: UploadedFile) -> bool:
        names = _packed_names(upload)
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return is_office


def _is_open_document(kind: str) -> Callable[[UploadedFile], bool]:
    def is_open_document(upload: UploadedFile) -> bool:
        names = _packed_names(upload)
        if names[:1] != ["mimetype"]:
            return False
        try:
            with zipfile.ZipFile(upload) as archive, archive.open("mimetype") as first:
                return first.read(100) == f"{_OPEN_DOCUMENT}{kind}".encode()
        except _UNREADABLE:
            return False

    return is_open_document


def _packed_names(upload: UploadedFile) -> list[str]:
    """Return the names inside an archive; empty when it is none. A file made to swell is refused unopened."""
    if not _head(upload).startswith(b"PK\x03\x04"):
        return []
    try:
        with zipfile.ZipFile(upload) as archive:
            members = archive.infolist()
    except _UNREADABLE:
        return []
    unpacked, packed = sum(one.file_size for one in members), sum(one.compress_size for one in members)
    overlaps = packed > (upload.size or 0)  # several entries share the same bytes
    grows = unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_GROWTH * max(packed, 1) + HEAD_BYTES
    if len(members) > MAX_PACKED_FILES or overlaps or grows:
        raise UploadRefusedError(
            _("The file would swell when it is opened. Please save the document anew and smaller.")
        )
    if any(_MACROS.search(one.filename) for one in members):
        raise UploadRefusedError(_("The document holds macros. Please save it without them."))
    return [one.filename for one in members]


SORTS: dict[str, Callable[[UploadedFile], bool]] = {
    "pdf": _begins_with(b"%PDF-"),
    "docx": _is_office("word/"),
    "xlsx": _is_office("xl/"),
    "odt": _is_open_document("text"),
    "ods": _is_open_document("spreadsheet"),
    "ics": _is_marked_text(b"BEGIN:VCALENDAR"),
    "vtt": _is_marked_text(b"WEBVTT"),
    "csv": _is_text,
    "txt": _is_text,
    "mp4": _is_mp4,
    "webm": _begins_with(b"\x1a\x45\xdf\xa3"),
}
"""Extension → whether a file's content is of that sort."""
