"""Reads one file from standard input and prints its words as JSON; started for each file, knows nothing of the portal.

Whatever a file does to its reader (errors, endless loops, gigabytes of zeros) happens to this process, which has little
time and memory and may end with any error: that says that the file is broken.
"""

import html
import io
import json
import re
import resource
import sys
import zipfile

MAX_PAGES = 300
MAX_CHARACTERS = 200_000
MAX_LANGUAGE_CHARACTERS = 35  # a file may name megabytes
MAX_MEMORY_BYTES = 1_000_000_000
MAX_MEMBER_BYTES = 30_000_000
MAX_CPU_SECONDS = 20
# Where an office file keeps its text, and what ends a line in it.
_OFFICE = {
    "docx": ("word/document.xml", r"</w:p>|<w:br\b|<w:tab\b"),
    "odt": ("content.xml", r"</text:(?:p|h)>|<text:s\b"),
}


def pdf_words(content: bytes) -> dict[str, str]:
    """Return the text of a PDF, page by page until there is enough, and the language it names."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        return {"problem": "encrypted"}
    pages: list[str] = []
    for page in reader.pages[:MAX_PAGES]:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > MAX_CHARACTERS:
            break
    return {"text": "\n".join(pages), "language": str(reader.root_object.get("/Lang", ""))}


def office_words(content: bytes, extension: str) -> dict[str, str]:
    """Return the text of a word processor's file."""
    member, line_ends = _OFFICE[extension]
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(member) as stored:
        markup = stored.read(MAX_MEMBER_BYTES).decode("utf-8", "replace")
    in_lines = re.sub(line_ends, lambda end: f"\n{end[0]}", markup)
    return {"text": html.unescape(re.sub(r"<[^>]*>", "", in_lines))}


def plain_words(content: bytes) -> dict[str, str]:
    """Return the text of a text file: UTF-8, or the older Western alphabet."""
    try:
        return {"text": content.decode("utf-8-sig")}
    except UnicodeDecodeError:
        return {"text": content.decode("cp1252", "replace")}


def main() -> None:
    """Read within bounds, and print what was found."""
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    extension, content = sys.argv[1], sys.stdin.buffer.read()
    if extension == "pdf":
        found = pdf_words(content)
    elif extension in _OFFICE:
        found = office_words(content, extension)
    else:
        found = plain_words(content)
    found["text"] = found.get("text", "")[:MAX_CHARACTERS]
    found["language"] = found.get("language", "")[:MAX_LANGUAGE_CHARACTERS]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
