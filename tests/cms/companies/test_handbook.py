"""The handbook: chapters on the web, and all of them in one accessible PDF that fetches nothing."""

import builtins
import fcntl
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from cms.companies import handbook_pdf
from cms.companies.handbook import references_in
from cms.companies.tasks import make_handbooks_task
from cms.core import whole_files
from tests.factories import serve_portal
from tests.factories.handbook import HandbookChapterPageFactory, HandbookPageFactory
from tests.factories.records import ReferenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def handbook(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    Path(settings.MEDIA_ROOT).mkdir()
    return HandbookPageFactory(parent=serve_portal())


@pytest.fixture
def printed(monkeypatch):
    """Collect what would be set, instead of setting it."""
    sources = []
    monkeypatch.setattr(handbook_pdf, "_pdf", lambda source: sources.append(source) or b"%PDF-")
    return sources


def chapter(handbook, title, **fields):
    return HandbookChapterPageFactory(parent=handbook, title=title, **fields)


def files() -> list[Path]:
    return sorted(Path(settings.MEDIA_ROOT).glob("handbooks/*.pdf"))


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_handbook_lists_its_public_chapters_in_order_and_offers_the_pdf(client, handbook):
    chapter(handbook, "Stelle beschreiben")
    chapter(handbook, "Gespräch führen")
    chapter(handbook, "Noch ein Entwurf", live=False)

    response = client.get(handbook.url)

    assert [one.title for one in response.context["chapters"]] == ["Stelle beschreiben", "Gespräch führen"]
    assert f'href="{handbook.url}pdf/"' in response.content.decode()


def test_a_handbook_without_chapters_offers_no_pdf(client, handbook):
    assert "/pdf/" not in client.get(handbook.url).content.decode()


def test_a_chapter_leads_to_the_one_before_and_the_one_after(client, handbook):
    first, second, third = (chapter(handbook, title) for title in ("Eins", "Zwei", "Drei"))

    middle = client.get(second.url)

    assert (middle.context["previous"].title, middle.context["next"].title) == ("Eins", "Drei")
    assert client.get(first.url).context["previous"] is None
    assert client.get(third.url).context["next"] is None
    assert [one.current for one in middle.context["chapters"]] == [False, True, False]


def test_a_passed_review_date_is_told_and_takes_nothing_away(client, handbook):
    page = chapter(handbook, "Stelle beschreiben", review_date=date(2020, 1, 1))

    html = client.get(page.url).content.decode()

    assert "Dieses Kapitel wird geprüft" in html
    assert "Alle bekommen dieselben Fragen" in html
    assert "nächste Prüfung bis" not in html


def test_the_pdf_is_tagged_and_holds_everything(client, handbook):
    law = ReferenceFactory(reference="Beispielgesetz § 7", statement="Fragen müssen alle gleich sein.")
    chapter(handbook, "Stelle beschreiben", references=[law])
    chapter(handbook, "Mit Nguyễn und Łuczak")

    response = client.get(f"{handbook.url}pdf/")
    reader = PdfReader(BytesIO(body(response)))

    text = "\n".join(page.extract_text() for page in reader.pages)
    root = reader.trailer["/Root"]
    assert response.headers["Content-Type"] == "application/pdf"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"].value) == ("de", True)
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Handbuch Auswahl"
    assert "2. Auflage" in text
    assert "Mit Nguyễn und Łuczak" in text
    assert "Fragen müssen alle gleich sein." in text
    assert "Nur für die Redaktion" not in text


def test_the_table_of_contents_leads_to_the_page_where_a_chapter_begins(client, handbook):
    chapter(handbook, "Stelle beschreiben")

    reader = PdfReader(BytesIO(body(client.get(f"{handbook.url}pdf/"))))

    begins = next(n for n, page in enumerate(reader.pages, start=1) if "Worum es geht." in page.extract_text())
    lines = reader.pages[1].extract_text().splitlines()
    assert any("Stelle beschreiben" in line and line.rstrip().endswith(str(begins)) for line in lines)


def test_every_chapter_and_reference_stands_in_the_source_once(handbook, printed):
    law = ReferenceFactory()
    chapter(handbook, "Eins", references=[law])
    chapter(handbook, "Zwei", references=[law])

    handbook_pdf.handbook_file(handbook=handbook)

    assert printed[0].count(f'<dt id="reference-{law.pk}"') == 1
    assert printed[0].count(f'href="#reference-{law.pk}"') == 2


def test_a_file_is_made_once_and_again_when_something_in_it_changes(handbook, printed):
    law = ReferenceFactory()
    page = chapter(handbook, "Eins", references=[law])
    handbook_pdf.handbook_file(handbook=handbook)

    handbook_pdf.handbook_file(handbook=handbook)
    n_after_two_readers = len(printed)
    law.statement = "Jetzt steht es anders da."
    law.save()
    handbook_pdf.handbook_file(handbook=handbook)
    page.title = "Eins, neu"
    page.save()
    handbook_pdf.handbook_file(handbook=handbook)

    assert (n_after_two_readers, len(printed)) == (1, 3)
    assert len(files()) == 1  # the older ones are gone


def test_who_was_interrupted_leaves_nothing_behind_and_the_next_one_makes_it(handbook, printed, monkeypatch):
    chapter(handbook, "Eins")
    left_over = Path(settings.MEDIA_ROOT) / "handbooks" / ".killed.part"
    left_over.parent.mkdir()
    left_over.write_bytes(b"half")

    with monkeypatch.context() as broken:
        broken.setattr(whole_files.os, "fdopen", _fail)
        with pytest.raises(OSError, match="disk full"):
            handbook_pdf.handbook_file(handbook=handbook)
    unfinished = files()
    handbook_pdf.handbook_file(handbook=handbook)

    assert unfinished == []
    assert len(files()) == 1
    assert not left_over.exists()


def _fail(handle, *_more):
    import os

    os.close(handle)
    raise OSError("disk full")


def test_while_somebody_makes_it_others_are_asked_to_wait(client, handbook, printed):
    chapter(handbook, "Eins")
    folder = Path(settings.MEDIA_ROOT) / "handbooks"
    folder.mkdir()
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)  # even the weakest lock of another process counts
        waiting = client.get(f"{handbook.url}pdf/")
    ready = client.get(f"{handbook.url}pdf/")

    assert waiting.status_code == 503
    assert waiting.headers["Refresh"] == waiting.headers["Retry-After"] == "5"
    assert "Das PDF wird gerade gemacht" in waiting.content.decode()
    assert body(ready) == b"%PDF-"


def test_a_file_that_is_there_waits_for_nobody(client, handbook, printed):
    chapter(handbook, "Eins")
    handbook_pdf.handbook_file(handbook=handbook)

    with (Path(settings.MEDIA_ROOT) / "handbooks" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        response = client.get(f"{handbook.url}pdf/")

    assert response.status_code == 200
    assert body(response) == b"%PDF-"


def test_who_comes_second_finds_what_the_first_one_made(handbook, printed, monkeypatch):
    chapter(handbook, "Eins")
    really_alone = handbook_pdf._alone

    @contextmanager
    def after_the_other_one():
        monkeypatch.setattr(handbook_pdf, "_alone", really_alone)
        handbook_pdf.handbook_file(handbook=handbook)
        yield

    monkeypatch.setattr(handbook_pdf, "_alone", after_the_other_one)
    handbook_pdf.handbook_file(handbook=handbook)

    assert len(printed) == 1


@pytest.mark.parametrize("error", [ImportError("no weasyprint"), OSError("cannot load library 'libpango'")])
def test_a_missing_library_is_told_in_words(client, handbook, monkeypatch, error):
    chapter(handbook, "Eins")
    real_import = builtins.__import__

    def refuse(name, *arguments, **more):
        if name == "cms.companies.typesetting":
            raise error
        return real_import(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    response = client.get(f"{handbook.url}pdf/")

    assert response.status_code == 503
    assert "Refresh" not in response.headers
    assert "Das PDF gibt es im Moment nicht" in response.content.decode()


def test_the_worker_makes_what_is_missing_and_leaves_the_rest_alone(handbook, printed):
    chapter(handbook, "Eins")

    assert (make_handbooks_task(), make_handbooks_task()) == (1, 1)
    assert len(printed) == 1


def test_a_private_handbook_is_private_as_pdf_too(client, handbook, printed):
    chapter(handbook, "Eins")
    PageViewRestriction.objects.create(page=handbook, restriction_type=PageViewRestriction.LOGIN)

    response = client.get(f"{handbook.url}pdf/")

    assert response.status_code == 302
    assert printed == []


def test_a_private_chapter_is_not_printed(handbook, printed):
    chapter(handbook, "Offen")
    PageViewRestriction.objects.create(page=chapter(handbook, "Geheim"), restriction_type=PageViewRestriction.LOGIN)

    handbook_pdf.handbook_file(handbook=handbook)

    assert "Offen" in printed[0]
    assert "Geheim" not in printed[0]


@pytest.mark.parametrize(
    "url",
    [
        "https://fremd.example/bild.png",
        "http://localhost:8000.fremd.example/media/images/a.png",
        "file:///etc/passwd",
        "http://localhost:8000/media/documents/geheim.pdf",
        "http://localhost:8000/media/images/../documents/geheim.pdf",
        "http://localhost:8000/media/images/%2e%2e/%2e%2e/geheim.txt",
        "http://localhost:8000/static/../../manage.py",
        "http://localhost:8000/admin/",
        "data:text/plain,hallo",
    ],
)
def test_the_typesetter_gets_nothing_but_pictures_and_static_files(url, handbook):
    from cms.companies.typesetting import OwnFiles

    media = Path(settings.MEDIA_ROOT)
    for path in (media / "documents" / "geheim.pdf", media.parent / "geheim.txt", media / "images" / "a.png"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"geheim")
    with pytest.raises(ValueError, match="not a file of the portal"):
        OwnFiles().fetch(url)


def test_the_typesetter_gets_the_portals_pictures(handbook):
    from cms.companies.typesetting import OwnFiles

    picture = Path(settings.MEDIA_ROOT) / "images" / "a.png"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(b"\x89PNG")

    found = OwnFiles().fetch("http://localhost:8000/media/images/a.png")

    assert (found.content_type, found.read()) == ("image/png", b"\x89PNG")


def test_references_are_found_wherever_a_block_holds_them(handbook):
    one, two = ReferenceFactory(), ReferenceFactory()
    page = chapter(handbook, "Eins", references=[one, two, one])

    assert [reference.pk for reference in references_in(page.story)] == [one.pk, two.pk, one.pk]
