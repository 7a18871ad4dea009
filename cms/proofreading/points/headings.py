"""Do the headings make a table of contents? Screen readers jump from one to the next."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from cms.proofreading.draft import Draft, Finding, Heading, Place

PAGE_TITLE = Heading(1, "", Place(""))
MAX_LETTERS = 80


def headings(draft: Draft) -> Iterator[Finding]:
    """Yield headings that skip a level, are said twice, or are sentences."""
    yield from _skipped_levels(draft.headings)
    seen: set[str] = set()
    for heading in draft.headings:
        name = heading.text.casefold()
        if heading.is_written and name in seen:
            yield _twice(heading)
        elif heading.is_written and len(heading.text) > MAX_LETTERS:
            yield _too_long(heading)
        seen.add(name)


def _skipped_levels(found: tuple[Heading, ...]) -> Iterator[Finding]:
    for before, heading in pairwise((PAGE_TITLE, *found)):
        if heading.level <= before.level + 1:
            continue
        if heading.is_written:
            how = _("Make it a heading of the next higher level, or put one above it.")
        else:
            how = _("Put a text with a heading above this block.")
        yield Finding(
            code="skipped_heading",
            what=_("“%(text)s” is a subheading without a heading above it.") % {"text": heading.text},
            why=_("Blind readers move from heading to heading and would look for a part that is missing."),
            how=how,
            place=heading.place,
        )


def _twice(heading: Heading) -> Finding:
    return Finding(
        code="heading_twice",
        what=_("The heading “%(text)s” stands here twice.") % {"text": heading.text},
        why=_("In a list of headings nobody can tell the two parts from each other."),
        how=_("Say in each heading what its part is about."),
        place=heading.place,
    )


def _too_long(heading: Heading) -> Finding:
    return Finding(
        code="long_heading",
        what=_("The heading “%(begin)s …” is as long as a sentence.") % {"begin": heading.text[:40].rstrip()},
        why=_("Headings are skimmed; on a phone this one fills the screen."),
        how=_("Name the subject in a few words and tell the rest in the text below."),
        place=heading.place,
    )
