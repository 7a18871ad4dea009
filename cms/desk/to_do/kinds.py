"""The board's kinds, in the order in which they stand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.desk.to_do import answers, files, links, pages, reviews, searches
from cms.desk.to_do.entries import Entries, Entry


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of work: its name in addresses, its heading, what to do about it, and the source that reads it."""

    name: str
    heading: str | Promise
    advice: str | Promise
    icon: str
    source: Callable[[User], Entries]


KINDS = (
    Kind(
        "review",
        _("To approve"),
        _("Somebody waits for your yes or for what should change."),
        "check",
        reviews.reviews,
    ),
    Kind(
        "offers",
        _("Offers to approve"),
        _("A company waits for its offer to appear."),
        "clipboard-list",
        reviews.reviews,
    ),
    Kind(
        "answers",
        _("Messages without an answer"),
        _("People wrote through a form. Answer them, then mark it in the table."),
        "mail",
        answers.answers,
    ),
    Kind(
        "drafts",
        _("My drafts"),
        _("You changed these pages last; readers still see the earlier text."),
        "edit",
        pages.drafts,
    ),
    Kind(
        "checks",
        _("Day of checking has passed"),
        _("The pages say that they are being checked. Read, mend, set the next day."),
        "history",
        pages.care,
    ),
    Kind(
        "ending",
        _("Ends soon or has ended"),
        _("Prolong it, or say what holds now."),
        "calendar",
        pages.care,
    ),
    Kind(
        "translations",
        _("Translations older than their German page"),
        _("Compare, mend and publish them again."),
        "globe",
        pages.stale_translations,
    ),
    Kind(
        "links",
        _("Links that lead nowhere"),
        _("Visitors end up at an error. Give the new address, or take the link away."),
        "link",
        links.links,
    ),
    Kind(
        "searches",
        _("Searched for in vain"),
        _("Write a page that answers it, or name the word that the page uses."),
        "search",
        searches.searches,
    ),
    Kind(
        "alternatives",
        _("Pictures without alternative text"),
        _("Say in one sentence what the picture shows, or mark it as decoration."),
        "image",
        files.pictures,
    ),
    Kind(
        "picture-rights",
        _("Right to use a picture ends"),
        _("Ask for a longer right, or take another picture."),
        "image",
        files.pictures,
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}


def entries_for(user: User, *, kinds: Iterable[Kind] = KINDS) -> dict[Kind, list[Entry]]:
    """Return what this person can do of each kind; a source that several kinds share is read once."""
    read = {source: source(user) for source in dict.fromkeys(kind.source for kind in kinds)}
    return {kind: read[kind.source][kind.name] for kind in kinds}
