"""From rich text to paragraphs, headings and links."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from cms.proofreading.draft import Heading, Link, Paragraph, Place

HEADINGS = ("h2", "h3", "h4")


def passages(markup: str, place: Place) -> Iterator[Paragraph | Heading | Link]:
    """Yield what stands in a rich text, in reading order."""
    for tag in BeautifulSoup(markup, "html.parser").find_all([*HEADINGS, "p", "li", "a"]):
        text = tag.get_text(" ", strip=True)
        if tag.name == "a":
            yield _link(tag, place)
        elif tag.name in HEADINGS:
            yield Heading(int(tag.name[1]), text, place)
        elif text and not (tag.name == "li" and tag.find("p")):
            yield Paragraph(text, place)


def _link(tag: Tag, place: Place) -> Link:
    text, number = tag.get_text(" ", strip=True), str(tag.get("id") or "")
    kind = tag.get("linktype")
    if kind == "page" and number.isdecimal():
        return Link(text, place, page_id=int(number))
    if kind == "document" and number.isdecimal():
        return Link(text, place, document_id=int(number))
    return Link(text, place, address=str(tag.get("href") or ""))
