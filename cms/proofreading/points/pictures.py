"""Do those who do not see the pictures learn what they show?"""

import re
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.proofreading.draft import Draft, Finding, Picture

MAX_LETTERS = 200
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$|^(?:img|dsc|dscf|image|foto|bild)[-_ ]?\d+$|_", re.IGNORECASE)
_PICTURE_OF = re.compile(
    r"^(?:ein |a |an |the |das |eine )?(?:bild|foto|grafik|image|picture|photo)s?\b", re.IGNORECASE
)


def pictures(draft: Draft) -> Iterator[Finding]:
    """Yield pictures without words, and words that tell nothing."""
    for picture in draft.pictures:
        if not picture.is_decorative and (finding := _judge(picture)):
            yield finding


def _judge(picture: Picture) -> Finding | None:
    text = picture.alternative_text.strip()
    if not text:
        return _silent(picture)
    if _FILE_NAME.search(text):
        return _file_name(picture)
    if _PICTURE_OF.match(text) or len(text) > MAX_LETTERS or text.casefold() == picture.caption.strip().casefold():
        return _says_little(picture)
    return None


def _mend_url(picture: Picture) -> str:
    return "" if picture.has_own_words else reverse("wagtailimages:edit", args=[picture.image_id])


def _silent(picture: Picture) -> Finding:
    return Finding(
        code="silent_picture",
        what=_("The picture “%(title)s” has no alternative text.") % {"title": picture.title},
        why=_("Blind people do not learn what it shows, and neither does a search engine."),
        how=_("Say in one sentence what can be seen, or mark the picture as decoration."),
        place=picture.place,
        mend_url=_mend_url(picture),
    )


def _file_name(picture: Picture) -> Finding:
    return Finding(
        code="file_name_as_text",
        what=_("The alternative text “%(text)s” looks like the name of a file.") % {"text": picture.alternative_text},
        why=_("It is read out letter by letter and says nothing about the picture."),
        how=_("Say in one sentence what can be seen."),
        place=picture.place,
        mend_url=_mend_url(picture),
    )


def _says_little(picture: Picture) -> Finding:
    return Finding(
        code="weak_alternative_text",
        what=_("The alternative text of “%(title)s” can be better.") % {"title": picture.title},
        why=_("Screen readers say “image” by themselves, read the caption too, and cannot be skimmed."),
        how=_("Begin with what is shown, keep it to one sentence, and say something else than the caption."),
        place=picture.place,
        mend_url=_mend_url(picture),
    )
