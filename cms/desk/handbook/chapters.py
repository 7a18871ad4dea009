"""The handbook's chapters in the order in which they stand, and who reads each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from cms.desk.handbook.rights import Rights

LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One sort of work: its name in addresses and files, its heading, and who may do it."""

    name: str
    heading: str | Promise
    icon: str
    is_for: Callable[[Rights], bool]

    @property
    def template(self) -> str:
        """The words in the reader's language; in English for those who read neither."""
        language = (get_language() or "").partition("-")[0]
        return f"desk/handbook/{language if language in LANGUAGES else LANGUAGES[-1]}/{self.name}.html"


def _everybody(_rights: Rights) -> bool:
    return True


def _editors(rights: Rights) -> bool:
    return rights.pages


_ = gettext_lazy
CHAPTERS = (
    Chapter("start", _("Your first day"), "home", _everybody),
    Chapter("pages", _("Make a page"), "doc-full-inverse", _editors),
    Chapter("municipality", _("A new municipality with its pages"), "site", lambda rights: rights.district),
    Chapter("records", _("Contacts and facts: changed once, right everywhere"), "list-ul", lambda r: r.records),
    Chapter("pictures", _("Pictures and files"), "image", _editors),
    Chapter("review", _("Approval and publishing"), "check", _editors),
    Chapter("versions", _("Versions: compare and go back"), "history", _editors),
    Chapter("locks", _("Lock a page, and how to get out"), "lock", _editors),
    Chapter("comments", _("Comments: talk beside the text"), "comment", _editors),
    Chapter("translations", _("Translations"), "globe", _editors),
    Chapter("proofreading", _("Proofreading and links"), "glasses", _editors),
    Chapter("messages", _("Messages that people send"), "mail", _editors),
    Chapter("offers", _("Offers and companies"), "clipboard-list", lambda rights: rights.offers),
    Chapter("search", _("What people search for"), "search", lambda rights: rights.search),
    Chapter("people", _("Colleagues and their log-ins"), "user", lambda rights: rights.people),
    Chapter("trouble", _("When something is wrong"), "warning", _everybody),
    Chapter("roles", _("Who may do what"), "group", _everybody),
)
