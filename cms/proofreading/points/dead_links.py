"""Does every link to our own pages and documents lead somewhere?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.proofreading.draft import Draft, Finding, Link, Target


def dead_links(draft: Draft) -> Iterator[Finding]:
    """Yield links to what is gone or closed, and addresses of ours that were typed instead of chosen."""
    for link in draft.links:
        if link.target is Target.GONE:
            yield _gone(link)
        elif link.target is Target.HIDDEN:
            yield _hidden(link)
        elif link.target is Target.TYPED:
            yield _typed(link)


def _name(link: Link) -> str:
    return link.text or _("without words")


def _gone(link: Link) -> Finding:
    return Finding(
        code="link_gone",
        what=_("The link “%(text)s” leads to something that no longer exists.") % {"text": _name(link)},
        why=_("Whoever follows it stands before a closed door."),
        how=_("Choose another target, or take the link away."),
        place=link.place,
    )


def _hidden(link: Link) -> Finding:
    return Finding(
        code="link_hidden",
        what=_("The link “%(text)s” leads to a page that visitors cannot read now.") % {"text": _name(link)},
        why=_("It works for you, but not for them: the page is a draft, has ended, or is private."),
        how=_("Publish that page first, or choose another one."),
        place=link.place,
    )


def _typed(link: Link) -> Finding:
    return Finding(
        code="typed_address",
        what=_("The link “%(text)s” to our own portal was typed in, not chosen.") % {"text": _name(link)},
        why=_("When the page moves, this link breaks; a chosen one goes with it, in every language."),
        how=_("Delete the link and choose the page instead of an address."),
        place=link.place,
    )
