"""Bold words and links inside a line."""

import re
from html import escape

from cms.demo.markup.records import Records

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_TITLED = re.compile(r"\*\*(.+?)\*\*\s*(.*)", re.DOTALL)
_PAGE_IN_FENCE = re.compile(r"^::: ?(?:related|action) .*$", re.MULTILINE)
_KEY = re.compile(r"page:([\w-]+)")


def linked_keys(text: str) -> list[str]:
    """Return the keys of the pages that a text points to, in links and in fences."""
    targets = [target for _words, target in _LINK.findall(text)] + _PAGE_IN_FENCE.findall(text)
    return [key for target in targets for key in _KEY.findall(target)]


def inline(line: str, *, records: Records) -> str:
    """Return a line as HTML."""

    def link(match: re.Match[str]) -> str:
        words, target = match.groups()
        if target.startswith("page:"):
            return f'<a linktype="page" id="{records.pages[target.removeprefix("page:")]}">{words}</a>'
        return f'<a href="{target}">{words}</a>'

    return _BOLD.sub(r"<b>\1</b>", _LINK.sub(link, escape(line, quote=False)))


def titled(line: str, *, records: Records) -> dict[str, str]:
    """Split a line into its bold beginning and the rest as HTML; raise ValueError without a bold beginning."""
    title, text = split_title(line)
    # A question keeps its mark, a statement stands without a full stop in a heading.
    return {"title": title.removesuffix("."), "text": f"<p>{inline(text, records=records)}</p>" if text else ""}


def split_title(line: str) -> tuple[str, str]:
    """Split a line into its bold beginning and the rest, both plain."""
    match = _TITLED.match(line)
    if match is None:
        raise ValueError(f"a bold title is missing: {line[:60]}")
    title, text = match.groups()
    return title, " ".join(text.split())
