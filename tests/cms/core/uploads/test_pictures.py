"""A picture keeps nothing but the picture, and what is none is refused with a sentence."""

import io
import tracemalloc
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from cms.core.uploads.errors import UploadRefusedError
from cms.core.uploads.pictures import clean_picture
from tests.cms.core.uploads import files

SEVERAL = ("JPEG", "PNG", "WEBP", "AVIF")


def cleaned(name: str, content: bytes) -> bytes:
    upload = files.upload(name, content)
    clean_picture(upload)
    return upload.read()


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(UploadRefusedError) as caught:
        clean_picture(files.upload(name, content))
    return str(caught.value)


@pytest.mark.parametrize("form", SEVERAL)
def test_a_picture_no_longer_tells_where_and_by_whom_it_was_taken(form: str) -> None:
    telling = files.telling_picture(form)
    assert files.SECRET.encode() in telling

    content = cleaned(f"bild.{form.lower()}", telling)

    with Image.open(io.BytesIO(content)) as kept:
        kept.load()
        assert kept.format == form
        assert kept.size == (60, 40)
        assert dict(kept.getexif()) == {}
        assert {"exif", "xmp", "comment", "Author", "XML:com.adobe.xmp"} & set(kept.info) == set()
    assert files.SECRET.encode() not in content
    assert b"adobe" not in content.lower() or form == "JPEG"  # a JPEG may name its color transform


def test_a_picture_taken_sideways_stands_upright_without_its_note() -> None:
    content = cleaned("bild.jpg", files.telling_picture("JPEG", orientation=6))

    with Image.open(io.BytesIO(content)) as kept:
        assert kept.size == (40, 60)
        red, green, blue = kept.convert("RGB").getpixel((35, 5))  # the golden corner has turned to the right
    assert red > 200
    assert green > 150
    assert blue < 100
    assert files.SECRET.encode() not in content


def test_an_upright_photograph_loses_nothing() -> None:
    original = files.picture("JPEG", (64, 64), quality=70)

    content = cleaned("bild.jpg", original)

    with Image.open(io.BytesIO(original)) as before, Image.open(io.BytesIO(content)) as after:
        assert after.quantization == before.quantization


def test_transparency_stays() -> None:
    drawn = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    target = io.BytesIO()
    drawn.save(target, "PNG")

    content = cleaned("logo.png", target.getvalue())

    with Image.open(io.BytesIO(content)) as kept:
        assert kept.convert("RGBA").getpixel((5, 5))[3] == 0


def test_what_stood_behind_the_picture_is_gone() -> None:
    two_in_one = files.picture("JPEG") + b"<script>alert(1)</script><?php echo 1; ?>"

    content = cleaned("bild.jpg", two_in_one)

    assert b"script" not in content
    assert b"php" not in content


def test_a_large_upload_is_written_over_where_it_lies() -> None:
    upload = files.upload_on_disk("bild.jpg", files.telling_picture("JPEG"))

    clean_picture(upload)

    with open(upload.temporary_file_path(), "rb") as kept:
        content = kept.read()
    assert files.SECRET.encode() not in content
    assert upload.size == len(content)


def test_a_small_file_with_a_huge_picture_is_refused_before_it_is_unpacked() -> None:
    bomb = files.bomb()
    assert len(bomb) < 100_000

    tracemalloc.start()
    said = refusal("bild.png", bomb)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "40" in said
    assert most < 5_000_000  # bytes


@pytest.mark.parametrize(("width", "height"), [(8_000, 5_001), (10_000, 9_000), (40_000_001, 1)])
def test_more_than_forty_million_pixels_are_refused(width: int, height: int) -> None:
    assert "40" in refusal("bild.png", files.bomb(width, height))


def test_a_picture_in_motion_is_refused() -> None:
    for form in ("GIF", "WEBP", "PNG"):
        assert refusal(f"bild.{form.lower()}", files.moving_picture(form))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bild.svg", files.SVG),
        ("bild.jpg", files.SVG),
        ("bild.png", files.picture("JPEG")),
        ("bild.jpg", files.picture("BMP")),
        ("bild.jpg", b"GIF89a<script>alert(1)</script>"),
        ("bild.jpg", b""),
        ("bild.png", b"\x89PNG\r\n\x1a\n"),
        ("bild.jpg", files.picture("JPEG")[:200]),
        ("bild.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"),
        ("bild.jpg.exe", files.picture("JPEG")),
        ("bild.php", files.picture("JPEG")),
        ("bild", files.picture("JPEG")),
        ("bild.jpg\x00.svg", files.picture("JPEG")),
        ("bild.tif", files.picture("TIFF")),
    ],
)
def test_what_is_no_picture_we_show_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content)


def test_a_damaged_picture_raises_nothing_but_the_refusal() -> None:
    picture = files.picture("AVIF")

    for place in range(len(picture)):
        damaged = bytearray(picture)
        damaged[place] ^= 0xFF
        with suppress(UploadRefusedError):
            clean_picture(files.upload("bild.avif", bytes(damaged)))


def test_a_file_of_more_than_ten_megabytes_is_refused() -> None:
    assert "10 MB" in refusal("bild.jpg", files.picture("JPEG") + bytes(10 * 1024 * 1024))


def test_the_first_of_several_pictures_of_a_phone_is_kept() -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    target = io.BytesIO()
    frames[0].save(target, "MPO", save_all=True, append_images=frames[1:])

    content = cleaned("bild.jpg", target.getvalue())

    with Image.open(io.BytesIO(content)) as kept:
        assert kept.format == "JPEG"


def test_an_upload_stays_usable_after_cleaning() -> None:
    upload: UploadedFile = files.upload("Mein Bild.JPG", files.telling_picture())

    clean_picture(upload)
    clean_picture(upload)

    assert upload.content_type == "image/jpeg"
    assert upload.tell() == 0
