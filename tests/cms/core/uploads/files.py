"""Real files for upload tests, harmless and harmful, made in memory."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from PIL import Image, PngImagePlugin

SECRET = "Jana Beispiel"
GPS = {1: "N", 2: (51.0, 9.0, 10.0), 3: "E", 4: (14.0, 59.0, 20.0)}
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Jana Beispiel</x:xmpmeta>"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def upload_on_disk(name: str, content: bytes) -> TemporaryUploadedFile:
    """Return what Django makes of a file that is too large for memory."""
    written = TemporaryUploadedFile(name, "application/octet-stream", len(content), None)
    written.write(content)
    written.seek(0)
    return written


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    drawn = Image.new("RGB", size, "navy")
    drawn.paste("gold", (0, 0, size[0] // 2, size[1] // 2))
    target = io.BytesIO()
    drawn.save(target, form, **options)
    return target.getvalue()


def telling_picture(form: str = "JPEG", *, orientation: int = 1) -> bytes:
    """Return a picture that tells where and by whom it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = SECRET  # artist
    exif.get_ifd(0x8825).update(GPS)
    if form == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", SECRET)
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        return picture("PNG", pnginfo=notes, exif=exif)
    comment = {"comment": SECRET.encode()} if form == "JPEG" else {}
    return picture(form, exif=exif, xmp=XMP, **comment)


def bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """Return a small PNG whose picture is huge: one color, one bit per pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\x00" + bytes((width + 7) // 8)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(row) for _number in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def moving_picture(form: str = "GIF") -> bytes:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "green", "blue")]
    target = io.BytesIO()
    frames[0].save(target, form, save_all=True, append_images=frames[1:])
    return target.getvalue()


def archive(*members: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return target.getvalue()


def docx(*more: tuple[str, bytes]) -> bytes:
    return archive(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>"), *more)


def open_document(kind: str = "text") -> bytes:
    return archive(
        ("mimetype", f"application/vnd.oasis.opendocument.{kind}".encode()),
        ("content.xml", b"<office:document-content/>"),
        packing=zipfile.ZIP_STORED,
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"
WEBM = b"\x1a\x45\xdf\xa3\x01\x00\x00\x00"
