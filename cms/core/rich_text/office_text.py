"""Text pasted from a word processor: its meaning is kept, its layout is not.

Word writes lists as paragraphs with a bullet in front, headings as sizes, and every word into spans. What can be told
from its class names and list marks becomes headings and lists; everything else becomes plain paragraphs.
"""

import re

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

_TRACES = re.compile(
    r"(?i)\bmso|<o:|<w:|<m:|<v:|<st1:|urn:schemas-microsoft|<font\b|<meta\b|\bstyle\s*=|<\?xml|docs-internal"
)
_CONDITION = re.compile(r"<!\[(?:if|endif)[^>]*>", re.IGNORECASE)
_INSTRUCTION = re.compile(r"<\?xml[^>]*>", re.IGNORECASE)
# A conditional comment holds a second version for old programs; without its end it holds the rest.
_CONDITIONAL_COMMENT = re.compile(r"<!--\[if\b.*?(?:<!\[endif\]-->|$)", re.IGNORECASE | re.DOTALL)
_LIST_MARK = re.compile(r"mso-list:\s*(?!ignore)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:display|mso-hide)\s*:\s*(?:none|all)", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[·•●○◦▪■§oü–-]|\d{1,3}[.)]|[a-z][.)])[\s\u00a0]+")
_BOLD = re.compile(r"(?<![-\w])font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"(?<![-\w])font-style:\s*italic", re.IGNORECASE)
_NORMAL = re.compile(r"(?<![-\w])font-weight:\s*(?:normal|400)", re.IGNORECASE)

_HEADING_CLASSES = {
    "msotitle": "h2",
    "msosubtitle": "h3",
    "msoheading7": "h4",
    "msoheading8": "h4",
    "msoheading9": "h4",
}
_DROPPED = ("style", "script", "head", "title", "meta", "link", "xml", "o:p")
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "div", "li", "tr", "td", "th")


def looks_like_office_text(markup: str) -> bool:
    """Say whether markup carries traces of a word processor or of another page's layout."""
    return _TRACES.search(markup) is not None


def without_office_markup(markup: str) -> str:
    """Return markup with real lists and headings, and nothing that only a word processor understands."""
    markup = _CONDITIONAL_COMMENT.sub("", markup)
    markup = _INSTRUCTION.sub("", _CONDITION.sub("", markup))
    soup = BeautifulSoup(markup, "html.parser")
    for found in soup.find_all(string=lambda text: isinstance(text, Comment)):
        found.extract()
    _drop_parts(soup)
    _join_lists(soup)
    for paragraph in soup.find_all("p"):
        paragraph.name = _HEADING_CLASSES.get(_class_of(paragraph), "p")
    _keep_emphasis(soup)
    _flatten(soup)
    _join_lines(soup)
    return str(soup)


def _drop_parts(soup: BeautifulSoup) -> None:
    """Take away what has no text of its own: styles, hidden runs, and the spaces that Word puts into <o:p>."""
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for tag in soup.find_all(style=_HIDDEN):
        tag.decompose()


def _join_lists(soup: BeautifulSoup) -> None:
    """Make a list of neighboring paragraphs that carry a list mark."""
    current: Tag | None = None
    for paragraph in soup.find_all("p"):
        if not _is_list_item(paragraph):
            current = None
            continue
        name = _list_name(paragraph)
        _drop_bullet(paragraph)
        if current is None or current.name != name or _next_tag(current) is not paragraph:
            current = soup.new_tag(name)
            paragraph.insert_before(current)
        paragraph.name = "li"
        current.append(paragraph.extract())


def _is_list_item(paragraph: Tag) -> bool:
    return bool(_LIST_MARK.search(_style_of(paragraph))) or _class_of(paragraph).startswith("msolistparagraph")


def _list_name(paragraph: Tag) -> str:
    marks = paragraph.find_all(style=_IGNORED)
    mark = marks[0].get_text() if marks else paragraph.get_text()
    return "ol" if _NUMBER.match(mark) else "ul"


def _drop_bullet(paragraph: Tag) -> None:
    marks = paragraph.find_all(style=_IGNORED)
    for mark in marks:
        mark.decompose()
    first = paragraph.find(string=lambda text: bool(text and text.strip()))
    if not marks and isinstance(first, NavigableString):
        first.replace_with(_BULLET.sub("", str(first)))


def _next_tag(tag: Tag) -> Tag | None:
    following = tag.next_sibling
    while isinstance(following, NavigableString) and not following.strip():
        following = following.next_sibling
    return following if isinstance(following, Tag) else None


def _keep_emphasis(soup: BeautifulSoup) -> None:
    """Write bold and italic runs as tags; a heading is emphasized by being one."""
    for bold in soup.find_all("b", style=_NORMAL):  # Google Docs wraps everything into one of these
        bold.unwrap()
    for span in soup.find_all(["span", "font"]):
        style = _style_of(span)
        is_in_heading = span.find_parent(["h1", "h2", "h3", "h4", "b", "strong"]) is not None
        if _BOLD.search(style) and not is_in_heading:
            span.wrap(soup.new_tag("b"))
        if _ITALIC.search(style):
            span.wrap(soup.new_tag("i"))


def _flatten(soup: BeautifulSoup) -> None:
    """Turn cells and boxes into paragraphs, and unwrap every tag with a prefix."""
    for tag in soup.find_all(["div", "td", "th", "blockquote"]):
        if tag.find(_BLOCKS) is None and tag.get_text(strip=True):
            tag.name = "p"
        else:
            tag.unwrap()
    for tag in soup.find_all(lambda one: ":" in one.name or one.name in {"span", "font", "tbody", "tr", "table"}):
        tag.unwrap()


def _join_lines(soup: BeautifulSoup) -> None:
    """Undo the line breaks with which a word processor wraps its own markup."""
    for text in soup.find_all(string=True):
        text.replace_with(re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", str(text)))


def _class_of(tag: Tag) -> str:
    classes: str | list[str] = tag.get("class") or []
    return (classes if isinstance(classes, str) else " ".join(classes)).lower()


def _style_of(tag: Tag) -> str:
    return str(tag.get("style") or "")
