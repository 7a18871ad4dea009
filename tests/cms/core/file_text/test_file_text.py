"""Words inside files: read once, within bounds, and whatever a file holds, the portal goes on."""

import importlib
import io
import zipfile

import pytest
import weasyprint
from django.core.files.base import ContentFile
from pypdf import PdfWriter

from cms.core.file_text import extraction, read_next_file, words_in
from cms.core.file_text.extraction import Problem
from cms.core.models import DocumentText, PortalDocument
from cms.core.search_documents import FileSource
from cms.core.tasks import read_files_task
from matching.models import Change
from tests.factories import ArticlePageFactory, serve_portal
from tests.search.documents.full_portal import story_with


@pytest.fixture(scope="module")
def pdf():
    pages = '<html lang="de"><p>Antrag auf Wohngeld für Müller-Łuczak</p><p style="page-break-before:always">Seite zwei'
    return weasyprint.HTML(string=pages).write_pdf()


def rewritten(pdf, change):
    writer, content = PdfWriter(clone_from=io.BytesIO(pdf)), io.BytesIO()
    change(writer)
    writer.write(content)
    return content.getvalue()


def packed(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def store(content, name="antrag.pdf"):
    return PortalDocument.objects.create(title="Antrag", file=ContentFile(content, name=name))


def test_a_pdf_is_read_page_by_page_with_the_language_it_names(pdf):
    found = words_in(pdf, extension="pdf")

    assert found.text == "Antrag auf Wohngeld für Müller-Łuczak\nSeite zwei"
    assert (found.language, found.problem) == ("de", Problem.NONE)


def test_a_word_processor_s_file_is_read_line_by_line():
    docx = packed(**{"word/document.xml": "<w:p><w:t>Kita &amp; Hort</w:t></w:p><w:p><w:t>Anmeldung</w:t></w:p>"})
    odt = packed(**{"content.xml": "<text:h>Kita</text:h><text:p>Anmeldung</text:p>"})

    assert words_in(docx, extension="docx").text == "Kita & Hort\nAnmeldung"
    assert words_in(odt, extension="odt").text == "Kita\nAnmeldung"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_text_file_is_read_in_the_usual_alphabets(encoding):
    assert words_in("Grüße\x00 aus  Görlitz".encode(encoding), extension="txt").text == "Grüße aus Görlitz"


def test_a_protected_pdf_keeps_its_words(pdf):
    content = rewritten(pdf, lambda writer: writer.encrypt("geheim"))

    assert words_in(content, extension="pdf") == extraction.FileWords(problem=Problem.ENCRYPTED)


def test_a_pdf_of_pictures_holds_no_words(pdf):
    content = PdfWriter()
    content.add_blank_page(width=200, height=200)
    stored = io.BytesIO()
    content.write(stored)

    assert words_in(stored.getvalue(), extension="pdf").problem == Problem.NO_WORDS


@pytest.mark.parametrize("extension", ["pdf", "docx", "odt"])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04", b"\xff" * 500])
def test_a_broken_file_says_so(extension, content):
    assert words_in(content, extension=extension).problem == Problem.BROKEN


def test_half_a_pdf_does_no_harm(pdf):
    assert words_in(pdf[: len(pdf) // 2], extension="pdf").problem in {Problem.BROKEN, Problem.NO_WORDS}


def test_a_file_that_takes_too_long_is_given_up(pdf):
    assert words_in(pdf, extension="pdf", seconds=0.001).problem == Problem.TOO_SLOW


def test_a_file_that_swells_is_cut():
    swollen = packed(**{"word/document.xml": "<w:t>" + "Wort " * 2_000_000 + "</w:t>"})

    found = words_in(swollen, extension="docx")

    assert len(found.text) <= 200_000


def test_no_entity_of_a_file_is_followed(tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("Kronjuwelen", "utf-8")
    named = "".join(f'<!ENTITY n{level} "{f"&n{level - 1};" * 10}">' for level in range(1, 9))
    entities = f'<!DOCTYPE w [<!ENTITY n0 "Gelächter">{named}<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    document = f"<?xml version='1.0'?>{entities}<w:p><w:t>Vorher &n8; &s; nachher</w:t></w:p>"

    found = words_in(packed(**{"word/document.xml": document}), extension="docx")

    assert "nachher" in found.text
    assert "Kronjuwelen" not in found.text
    assert found.text.count("Gelächter") <= 1  # where it is named


def test_a_file_that_eats_memory_ends_its_reader_only():
    swollen = packed(**{"word/document.xml": "<" * 29_000_000})

    assert words_in(swollen, extension="docx", seconds=20).text == ""


def test_a_file_that_is_too_large_is_not_opened(monkeypatch):
    monkeypatch.setattr(extraction, "MAX_BYTES", 10)

    assert words_in(b"x" * 11, extension="txt").problem == Problem.TOO_LARGE


@pytest.mark.django_db
def test_a_file_is_read_once_and_its_words_reach_its_document(pdf):
    file = store(pdf)
    page = ArticlePageFactory(parent=serve_portal(), story=story_with(file=file))
    page.save_revision().publish()
    Change.objects.all().delete()

    assert (read_next_file(), read_next_file()) == (1, 0)

    document = next(iter(FileSource().load()))
    assert "Wohngeld" in document.body
    assert document.language == "de"
    assert [(line.kind, line.object_id) for line in Change.objects.all()] == [("document", str(file.pk))]


@pytest.mark.django_db
def test_a_new_file_is_read_anew(pdf):
    file = store(b"Erste Fassung", name="merkblatt.txt")
    read_next_file()

    file.file = ContentFile(b"Zweite Fassung", name="merkblatt.txt")
    file.save()
    read_next_file()

    assert DocumentText.objects.get().text == "Zweite Fassung"


@pytest.mark.django_db
def test_a_lost_or_broken_file_is_noted_and_not_tried_again():
    lost, broken = store(b"x", name="weg.txt"), store(b"nichts", name="kaputt.pdf")
    lost.file.storage.delete(lost.file.name)

    assert (read_next_file(), read_next_file(), read_next_file()) == (1, 1, 0)

    problems = {text.document: text.problem for text in DocumentText.objects.all()}
    assert problems == {lost: Problem.MISSING, broken: Problem.BROKEN}


@pytest.mark.django_db
def test_tables_and_films_are_not_read():
    store(b"a;b", name="liste.csv")
    store(b"\x00", name="film.mp4")

    assert read_next_file() == 0


@pytest.mark.django_db
def test_saving_a_file_has_it_read_and_search_told(monkeypatch, django_capture_on_commit_callbacks):
    rung = []
    bells = importlib.import_module("matching.services.ring_bell")
    monkeypatch.setattr(bells, "_send", lambda name, _arguments: rung.append(name))

    with django_capture_on_commit_callbacks(execute=True):
        store(b"Kitaplatz", name="kita.txt")
    assert "core.read_files" in rung

    rung.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert read_files_task() == 1
    assert {"core.read_files", "core.follow_changes"} <= set(rung)  # perhaps there are more; search has news

    rung.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert read_files_task() == 0
    assert rung == []
