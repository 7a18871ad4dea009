"""Reads the files nobody has read yet, one at a time: other work gets its turn in between."""

from django.conf import settings
from django.db.models import F, Q, QuerySet

from cms.core.file_text.extraction import MAX_BYTES, READABLE, FileWords, words_in
from cms.core.models import DocumentText, PortalDocument
from matching import changes


def unread_files() -> QuerySet[PortalDocument]:
    """Return the documents that may hold words and whose present file was not read yet."""
    may_hold_words = Q()
    for extension in READABLE:
        may_hold_words |= Q(file__iendswith=f".{extension}")
    return PortalDocument.objects.filter(may_hold_words).exclude(words__file_name=F("file")).order_by("-pk")


def read_next_file() -> int:
    """Read one file and let search know; return how many were read: one or none. Safe to run twice."""
    document = unread_files().first()
    if document is None:
        return 0
    file_name, extension = document.file.name, document.file_extension.lower()
    found = _words_of(document, extension)
    DocumentText.objects.update_or_create(
        document=document,
        defaults={
            "file_name": file_name,
            "text": found.text,
            "language_code": _language_code(found.language),
            "problem": found.problem,
        },
    )
    changes.record(changes.Kind.DOCUMENT, [document.pk])
    return 1


def _words_of(document: PortalDocument, extension: str) -> FileWords:
    try:
        with document.open_file() as stored:
            content = stored.read(MAX_BYTES + 1)
    except OSError:
        return FileWords(problem=DocumentText.Problem.MISSING)
    return words_in(content, extension=extension)


def _language_code(named: str) -> str:
    """Return a language of the portal for what a file names ("de-DE"), or nothing."""
    code = named.replace("_", "-").split("-")[0].lower()
    return code if code in dict(settings.LANGUAGES) else ""
