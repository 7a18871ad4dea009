"""A draft as its checks see it: plain texts, headings, links and pictures, each with the place where it stands."""

from dataclasses import dataclass, replace
from enum import Enum


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: as an editor calls it, and as the form names the way to it."""

    words: str
    path: tuple[str, ...] = ()

    def inside(self, words: str, *path: str) -> "Place":
        """Return a place within this one."""
        return replace(self, words=f"{self.words} → {words}" if words else self.words, path=(*self.path, *path))


class Target(Enum):
    """What a link leads to."""

    OPEN = "open"
    HIDDEN = "hidden"  # it exists, and visitors cannot read it
    GONE = "gone"
    TYPED = "typed"  # a page of ours whose address was typed in, not chosen
    ELSEWHERE = "elsewhere"  # not ours to know


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text: a paragraph, an item of a list, or a field of plain words."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the text, or one that a block brings along."""

    level: int
    text: str
    place: Place
    is_written: bool = True  # in the text; a block's heading has the level that its template gives it


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: to a page or document by its number, or to an address."""

    text: str
    place: Place
    page_id: int | None = None
    document_id: int | None = None
    address: str = ""
    target: Target = Target.ELSEWHERE

    @property
    def key(self) -> tuple[int | None, int | None, str]:
        """Tell two targets apart."""
        return self.page_id, self.document_id, self.address.rstrip("/")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and what is said to those who do not see it."""

    place: Place
    image_id: int
    title: str = ""
    alternative_text: str = ""
    caption: str = ""
    is_decorative: bool = False
    has_own_words: bool = False  # written beside the picture on this page, not with the picture itself


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as it would be published now."""

    language_code: str
    title: str
    search_title: str = ""
    search_description: str = ""
    summary: str | None = None  # None: pages of this type have none
    paragraphs: tuple[Paragraph, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at again: what, why it matters to the reader, how to mend it, and where."""

    code: str
    what: str
    why: str
    how: str
    place: Place
    mend_url: str = ""  # where the mend is made, if not in this form
