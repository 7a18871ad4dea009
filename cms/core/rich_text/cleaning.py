"""Which markup rich text may hold, and the one function that takes everything else away."""

import re
from urllib.parse import urlsplit

import nh3

from cms.core.rich_text.office_text import looks_like_office_text, without_office_markup

TAGS = {"p", "h2", "h3", "h4", "b", "strong", "i", "em", "a", "ul", "ol", "li", "br", "hr", "sub", "sup"}
# Wagtail finds comments by the key of a block, pages and documents by their row numbers.
ATTRIBUTES = {
    "a": {"href", "linktype", "id"},
    **{tag: {"data-block-key"} for tag in ("p", "h2", "h3", "h4", "li")},
}
SCHEMES = {"http", "https", "mailto", "tel"}
LINK_TYPES = {"page", "document"}
# What stands in these is code or foreign, never a sentence that somebody wanted to keep.
DROPPED_WITH_CONTENT = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "xml"}

_BLOCK_KEY = re.compile(r"[a-z0-9]{1,20}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_SPACES = re.compile(r"[ \u00a0]{2,}")
_EMPTY = re.compile(r"<(p|h2|h3|h4|li|b|strong|i|em|ul|ol|sub|sup|a)\b[^>]*>(?:[\s\u00a0]|<br\s*/?>)*</\1>")
_BETWEEN_BLOCKS = re.compile(r"(?<=>)\s+(?=</?(?:p|h[234]|ul|ol|li|hr)\b)")
_LINK_TO_NOWHERE = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_HEADINGS = str.maketrans({"1": "2", "5": "4", "6": "4"})


def clean_rich_text(markup: str) -> str:
    """Return markup with headings, paragraphs, lists, emphasis and safe links only; a second pass changes nothing."""
    if not markup:
        return ""
    markup = _UNSEEN.sub("", markup)
    if looks_like_office_text(markup):
        markup = without_office_markup(markup)
    markup = re.sub(r"(?i)(</?h)([156])\b", lambda found: found[1] + found[2].translate(_HEADINGS), markup)
    safe = nh3.clean(
        markup,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_allowed_attribute,
        url_schemes=SCHEMES,
        clean_content_tags=DROPPED_WITH_CONTENT,
        link_rel=None,
    )
    return _tidy(safe)


def _allowed_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if _is_safe_address(value) else None
    if name == "linktype":
        return value if value in LINK_TYPES else None
    if name == "id":
        return value if value.isdecimal() and value.isascii() else None
    return value if _BLOCK_KEY.fullmatch(value) else None


def _is_safe_address(address: str) -> bool:
    """Say whether a link leads to a named scheme, or to a place of this portal."""
    # Browsers read a backslash as a slash: //elsewhere.example without its scheme would leave the portal.
    if address.strip().replace("\\", "/").startswith("//"):
        return False
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return False
    return scheme in SCHEMES or (not scheme and ":" not in address.partition("/")[0].partition("#")[0])


def _tidy(markup: str) -> str:
    """Join runs of blanks and drop what holds no word, until nothing changes: an emptied list can leave an empty
    paragraph, and that two blanks side by side."""
    before = None
    markup = markup.replace("&nbsp;", "\u00a0")
    while markup != before:
        before = markup
        markup = _SPACES.sub(" ", _LINK_TO_NOWHERE.sub(r"\1", markup))
        markup = _EMPTY.sub("", _BETWEEN_BLOCKS.sub("", markup)).strip()
    return markup
