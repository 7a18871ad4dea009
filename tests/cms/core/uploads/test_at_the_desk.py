"""Every way to upload at the desk takes the same files and keeps the same of them; what is handed out cannot act."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from cms.core.models import PortalDocument, PortalImage
from tests.cms.core.uploads import files
from tests.contracts.url_outcomes import Role
from tests.contracts.world import make_world

pytestmark = pytest.mark.django_db
IN_THE_BACKGROUND = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def desk() -> Client:
    return make_world().browser(Role.ADMINISTRATOR)


def send(desk: Client, way: str, kind: str, name: str, content: bytes, title: str = "Neu") -> HttpResponse:
    collection = Collection.get_first_root_node().pk
    upload = files.upload(name, content)
    if way == "single":
        data = {"title": title, "collection": collection, "file": upload}
        return desk.post(reverse(f"wagtail{kind}:add"), data)
    if way == "several":
        data = {"title": title, "collection": collection, "files[]": upload}
        return desk.post(reverse(f"wagtail{kind}:add_multiple"), data, headers=IN_THE_BACKGROUND)
    prefix = "image-chooser-upload" if kind == "images" else "document-chooser-upload"
    data = {f"{prefix}-title": title, f"{prefix}-collection": collection, f"{prefix}-file": upload}
    return desk.post(reverse(f"wagtail{kind}_chooser:create"), data)


WAYS = ["single", "several", "chooser"]


@pytest.mark.parametrize("way", WAYS)
def test_a_stored_picture_tells_nothing_about_its_maker(way: str, desk: Client) -> None:
    send(desk, way, "images", "Jana Beispiel.php.JPG", files.telling_picture("JPEG", orientation=6))

    picture = PortalImage.objects.get(title="Neu")
    content = Path(picture.file.path).read_bytes()
    assert files.SECRET.encode() not in content
    assert (picture.width, picture.height) == (40, 60)
    assert picture.file_size == len(content)
    assert Path(picture.file.name).suffixes == [".jpg"]
    assert "jana" not in picture.file.name.lower()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("name", "content"), [("b.png", files.bomb()), ("b.svg", files.SVG), ("b.jpg", files.SVG)])
def test_a_harmful_picture_is_answered_by_the_form(way: str, name: str, content: bytes, desk: Client) -> None:
    answer = send(desk, way, "images", name, content)

    assert answer.status_code == 200
    assert not PortalImage.objects.filter(title="Neu").exists()


def test_the_editor_reads_why_in_words(desk: Client) -> None:
    answer = send(desk, "several", "images", "b.png", files.bomb())

    assert answer.json()["success"] is False
    assert "40" in answer.json()["error_message"]


def test_a_picture_that_waits_for_its_title_is_clean_as_well(desk: Client) -> None:
    from wagtail.models import UploadedFile

    send(desk, "several", "images", "b.jpg", files.telling_picture("JPEG"), title="x" * 300)

    waiting = UploadedFile.objects.get()
    assert files.SECRET.encode() not in Path(waiting.file.path).read_bytes()


@pytest.mark.parametrize("way", WAYS)
def test_a_document_is_stored_under_a_tidy_name(way: str, desk: Client) -> None:
    send(desk, way, "docs", "Plan.php.PDF", files.PDF)

    filename = PortalDocument.objects.get(title="Neu").filename
    assert filename.startswith("plan-php")
    assert Path(filename).suffixes == [".pdf"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "content"), [("plan.html", b"<script>"), ("plan.pdf", b"<script>"), ("plan.svg", files.SVG)]
)
def test_a_harmful_document_is_answered_by_the_form(way: str, name: str, content: bytes, desk: Client) -> None:
    answer = send(desk, way, "docs", name, content)

    assert answer.status_code == 200
    assert not PortalDocument.objects.filter(title="Neu").exists()


@pytest.mark.parametrize(
    ("name", "content"), [("plan.pdf", files.PDF), ("seite.txt", b"words"), ("film.mp4", files.MP4)]
)
def test_a_document_is_handed_out_to_be_saved_and_can_do_nothing(name: str, content: bytes, desk: Client) -> None:
    send(desk, "single", "docs", name, content)
    document = PortalDocument.objects.get(title="Neu")

    answer = Client().get(document.url)

    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_an_original_picture_has_no_address(desk: Client) -> None:
    send(desk, "single", "images", "b.jpg", files.picture("JPEG"))
    picture = PortalImage.objects.get(title="Neu")

    answers = [Client().get(f"/media/{picture.file.name}"), Client().get(f"/media/images/../{picture.file.name}")]

    assert {answer.status_code for answer in answers} <= {400, 404}


@pytest.mark.parametrize("stranger", [Role.VISITOR, Role.ALUMNA])
def test_what_strangers_send_to_the_desk_is_led_to_the_sign_in_unread(
    stranger: Role, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    browser = make_world().browser(stranger)
    settings.REQUEST_MAX_BYTES = 2_000
    monkeypatch.setattr(HttpRequest, "parse_file_upload", lambda *_words: pytest.fail("the body was read"))

    answer = browser.post("/admin/documents/add/", {"title": "Film", "file": files.upload("film.mp4", b"x" * 3_000)})

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_password_login"))


def test_what_staff_send_may_be_large(desk: Client, settings: Any) -> None:
    settings.REQUEST_MAX_BYTES = 2_000

    send(desk, "single", "docs", "plan.txt", b"Ein Plan. " * 500)

    assert PortalDocument.objects.filter(title="Neu").exists()
