"""Is everything as long as the place where it is read allows?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.proofreading.draft import Draft, Finding, Place
from cms.proofreading.language import words

# Search engines cut after about so many letters; so do our own lists on a phone.
MAX_TITLE_LETTERS = 60
MIN_DESCRIPTION_LETTERS = 50
MAX_DESCRIPTION_LETTERS = 160
MAX_PARAGRAPH_WORDS = 80
N_WORDS_QUOTED = 6


def lengths(draft: Draft) -> Iterator[Finding]:
    """Yield what is too long or too short for where it is shown."""
    yield from _title(draft)
    yield from _description(draft)
    if draft.summary is not None and not draft.summary.strip():
        yield Finding(
            code="no_summary",
            what=_("The page has no summary."),
            why=_("In lists and in the search it stands with its title only, and nobody knows what awaits them."),
            how=_("Write one or two sentences: what people find here, and for whom it is."),
            place=Place(_("Summary"), ("summary",)),
        )
    for paragraph in draft.paragraphs:
        n_words = len(words(paragraph.text))
        if n_words > MAX_PARAGRAPH_WORDS:
            yield Finding(
                code="long_paragraph",
                what=_("A paragraph has %(n)d words: “%(begin)s …”")
                % {"n": n_words, "begin": " ".join(paragraph.text.split()[:N_WORDS_QUOTED])},
                why=_("On a phone it fills the screen, and people give up before its end."),
                how=_("Divide it where a new thought begins, or make a list of it."),
                place=paragraph.place,
            )


def _title(draft: Draft) -> Iterator[Finding]:
    title, path = (draft.search_title, "seo_title") if draft.search_title else (draft.title, "title")
    if len(title) > MAX_TITLE_LETTERS:
        yield Finding(
            code="long_title",
            what=_("The title has %(n)d letters; search results show about %(most)d.")
            % {"n": len(title), "most": MAX_TITLE_LETTERS},
            why=_("What stands behind them is cut off."),
            how=_("Put what matters first, or write a shorter title for search engines under “Promote”."),
            place=Place(_("Title") if path == "title" else _("Title for search engines"), (path,)),
        )


def _description(draft: Draft) -> Iterator[Finding]:
    described = draft.search_description.strip()
    place = Place(_("Description for search engines"), ("search_description",))
    if len(described) > MAX_DESCRIPTION_LETTERS:
        yield Finding(
            code="long_description",
            what=_("The description for search engines has %(n)d letters; about %(most)d are shown.")
            % {"n": len(described), "most": MAX_DESCRIPTION_LETTERS},
            why=_("The end is cut off, often in the middle of a word."),
            how=_("Say in two short sentences what people find on this page."),
            place=place,
        )
    elif described and len(described) < MIN_DESCRIPTION_LETTERS:
        yield Finding(
            code="short_description",
            what=_("The description for search engines is very short."),
            why=_("Search engines then pick a sentence of their own from the page."),
            how=_("Say in two short sentences what people find on this page."),
            place=place,
        )
