"""Do the words of a link say where it leads? Many hear or skim links without the sentence around them."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.proofreading.draft import Draft, Finding, Link

# Words that say nothing about the target, in the portal's languages.
EMPTY_WORDS = frozenset(
    {
        *("hier", "da", "dort", "klick", "klicken", "sie", "bitte", "mehr", "weiter", "weiterlesen", "lesen", "link"),
        *("dieser", "diesem", "diesen", "diese", "seite", "website", "webseite", "zur", "zum", "auf", "den", "details"),
        *("infos", "info", "informationen", "erfahren", "dazu", "download", "pdf"),
        *("here", "click", "more", "read", "this", "page", "link", "the", "on", "please", "learn", "details"),
        *("هنا", "اضغط", "انقر", "المزيد", "اقرأ"),
    }
)
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^[\w-]+(?:\.[\w-]+)+/\S+$", re.IGNORECASE)


def link_texts(draft: Draft) -> Iterator[Finding]:
    """Yield links whose words are empty, a bare address, or the same as those of another target."""
    targets: dict[str, Link] = {}
    for link in draft.links:
        text = link.text.strip()
        if not text:
            continue
        if _ADDRESS.match(text):
            yield _bare_address(link)
        elif _says_nothing(text):
            yield _empty_words(link)
        elif targets.setdefault(text.casefold(), link).key != link.key:
            yield _ambiguous(link)


def _says_nothing(text: str) -> bool:
    said = re.findall(r"\w+", text.casefold())
    return not said or all(word in EMPTY_WORDS for word in said)


def _empty_words(link: Link) -> Finding:
    return Finding(
        code="empty_link_text",
        what=_("The link “%(text)s” does not say where it leads.") % {"text": link.text},
        why=_("Who skims a page, or hears its links read out, hears only these words."),
        how=_("Link the words that name the target, such as “application for a parking permit”."),
        place=link.place,
    )


def _bare_address(link: Link) -> Finding:
    return Finding(
        code="bare_address",
        what=_("A link shows its address instead of words: “%(text)s”.") % {"text": link.text},
        why=_("A screen reader spells an address letter by letter, and on a phone it breaks the line."),
        how=_("Write what awaits people there and link these words."),
        place=link.place,
    )


def _ambiguous(link: Link) -> Finding:
    return Finding(
        code="ambiguous_links",
        what=_("“%(text)s” leads to different places on this page.") % {"text": link.text},
        why=_("People expect the same words to lead to the same place."),
        how=_("Give each link words of its own, or the same target."),
        place=link.place,
    )
