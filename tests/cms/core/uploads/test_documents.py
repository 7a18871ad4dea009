"""Documents are taken by what they are, not by what they are called."""

import zipfile

import pytest

from cms.core.uploads.documents import SORTS, check_document, tidy_name
from cms.core.uploads.errors import UploadRefusedError
from tests.cms.core.uploads import files

GENUINE = {
    "pdf": files.PDF,
    "docx": files.docx(),
    "xlsx": files.archive(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")),
    "odt": files.open_document("text"),
    "ods": files.open_document("spreadsheet"),
    "ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "vtt": b"\xef\xbb\xbfWEBVTT\n\n00:00.000 --> 00:02.000\nGuten Tag\n",
    "csv": "Ort;Straße\nGörlitz;Berliner Straße\n".encode("latin-1"),
    "txt": "Grüß Gott".encode(),
    "mp4": files.MP4,
    "webm": files.WEBM,
}


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(UploadRefusedError) as caught:
        check_document(files.upload(name, content))
    return str(caught.value)


def test_there_is_a_genuine_file_for_every_sort() -> None:
    assert set(GENUINE) == set(SORTS)


@pytest.mark.parametrize("extension", GENUINE)
def test_a_genuine_file_is_taken(extension: str) -> None:
    upload = files.upload(f"plan.{extension.upper()}", GENUINE[extension])

    check_document(upload)

    assert upload.tell() == 0


@pytest.mark.parametrize("extension", sorted(set(GENUINE) - {"txt", "csv"}))
def test_a_page_that_calls_itself_a_document_is_refused(extension: str) -> None:
    assert refusal(f"plan.{extension}", b"<!doctype html><script>alert(1)</script>")


@pytest.mark.parametrize("extension", ["txt", "csv"])
@pytest.mark.parametrize("content", [b"MZ\x90\x00\x03", b" <html><script>alert(1)</script>", b"a\x00b"])
def test_what_is_not_words_is_no_text(extension: str, content: bytes) -> None:
    assert refusal(f"plan.{extension}", content)


@pytest.mark.parametrize(
    "name", ["x.exe", "x.html", "x.svg", "x.js", "x.pdf.php", "x.docm", "x.zip", "x", "x.pdf\x00.html"]
)
def test_other_sorts_are_refused_whatever_they_hold(name: str) -> None:
    assert refusal(name, files.PDF)


@pytest.mark.parametrize("extension", ["docx", "xlsx", "odt", "ods"])
def test_any_archive_is_not_a_document(extension: str) -> None:
    assert refusal(f"plan.{extension}", files.archive(("readme.txt", b"hello")))


def test_a_document_of_another_office_is_told_apart() -> None:
    assert refusal("plan.odt", files.open_document("spreadsheet"))
    assert refusal("plan.xlsx", files.docx())


@pytest.mark.parametrize(
    "bomb",
    [
        files.docx(("word/media/zeros.bin", bytes(30_000_000))),
        files.docx(*[(f"word/{number}.xml", b"") for number in range(2_100)]),
    ],
    ids=["swells", "many entries"],
)
def test_an_archive_that_swells_is_refused_unopened(bomb: bytes) -> None:
    assert len(bomb) < 1_000_000
    assert refusal("plan.docx", bomb)


def test_entries_that_share_their_bytes_are_refused() -> None:
    packed = files.docx(("word/media/a.bin", bytes(range(256)) * 40))
    overlapping = bytearray(packed)
    # Let the directory claim more packed bytes than the whole file has.
    entry = overlapping.rindex(b"PK\x01\x02")
    overlapping[entry + 20 : entry + 24] = (len(packed) * 3).to_bytes(4, "little")

    assert refusal("plan.docx", bytes(overlapping))


def test_macros_are_refused() -> None:
    assert refusal("plan.docx", files.docx(("word/vbaProject.bin", b"x")))


def test_a_damaged_archive_is_refused() -> None:
    assert refusal("plan.docx", files.docx()[:60])
    assert not zipfile.is_zipfile(__file__)


@pytest.mark.parametrize(
    ("mark", "place", "value"),
    [(b"PK\x01\x02", 8, b"\x01"), (b"PK\x01\x02", 10, b"\x63"), (b"PK\x03\x04", 30, b"X"), (b"PK\x03\x04", 38, b"X")],
    ids=["encrypted", "packed in an unknown way", "another name", "wrong sum"],
)
def test_an_archive_that_cannot_be_opened_is_refused(mark: bytes, place: int, value: bytes) -> None:
    archive = bytearray(files.open_document("text"))
    at = archive.index(mark) + place
    archive[at : at + 1] = value

    assert refusal("plan.odt", bytes(archive))


def test_size_has_a_limit_and_a_film_a_larger_one() -> None:
    assert "20" in refusal("plan.pdf", files.PDF + bytes(21 * 1024 * 1024))
    check_document(files.upload("film.mp4", files.MP4 + bytes(21 * 1024 * 1024)))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Plan 2026.PDF", "plan-2026.pdf"),
        ("rechnung.php.pdf", "rechnung-php.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\system.txt", "system.txt"),
        ("...pdf", "datei.pdf"),
        ("Grüße aus Görlitz.docx", "gruesse-aus-goerlitz.docx"),
        ("اللغة.pdf", "datei.pdf"),
    ],
)
def test_a_name_becomes_letters_digits_and_one_dot(given: str, kept: str) -> None:
    assert tidy_name(given) == kept
