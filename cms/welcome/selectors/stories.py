"""Personal stories as cards, and what stands beside one."""

from collections.abc import Iterable, Iterator
from itertools import cycle

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language
from wagtail.models import Page

from cms.core.pictures import read_pictures, url_in_size
from cms.core.stand_ins import foreign_language, once_each
from cms.core.visible import public_pages
from cms.welcome.models import StoryIndexPage, StoryPage

N_OTHERS = 3
ARCH = "fill-560x476|format-webp"  # the picture of a card
_TONES = ("sun", "lake", "meadow", "brick")

Card = dict[str, object]
"""What components/story_card.html shows."""


def newest_stories(*, limit: int) -> list[Card]:
    """Return the newest stories as cards, in the reader's language where they are told in it, otherwise in German."""
    language_code = get_language() or settings.LANGUAGE_CODE
    codes = {language_code, settings.LANGUAGE_CODE}
    # Twice as many, because a story may stand there in both languages.
    newest = _newest(StoryPage.objects.filter(locale__language_code__in=codes))[: limit * len(codes)]
    return _cards(once_each(newest, language_code)[:limit])


def stories_below(*, index: StoryIndexPage) -> list[Card]:
    """Return the stories below a list as cards, the newest first."""
    return _cards(_newest(StoryPage.objects.child_of(index)))


def story_content(*, story: StoryPage) -> dict[str, object]:
    """Return where all stories stand, and the newest of the others."""
    siblings = StoryPage.objects.filter(path__startswith=story.path[: -story.steplen]).exclude(pk=story.pk)
    return {
        "index_url": story.get_parent().url,
        "other_stories": _cards(_newest(siblings)[:N_OTHERS]),
    }


def _newest(stories: QuerySet[StoryPage]) -> QuerySet[Page]:
    # Without consent nothing is published; asked once more, because a leak here cannot be taken back.
    shown = public_pages(stories).filter(person_consented=True)
    return shown.select_related("locale", "place", "picture").order_by("-first_published_at", "path")


def _cards(stories: Iterable[StoryPage]) -> list[Card]:
    found = list(stories)
    read_pictures(found, ARCH)
    return list(_with_tones(found))


def _with_tones(stories: list[StoryPage]) -> Iterator[Card]:
    for story, tone in zip(stories, cycle(_TONES), strict=False):
        yield {
            "title": story.title,
            "url": story.url or "",
            "teaser": story.summary,
            "kind": story.story_kind,
            "person": story.person_name,
            "place": story.place.name if story.place else "",
            "picture_url": url_in_size(story.picture, ARCH),
            "picture_alt": "",  # the title says who it is; the story's own page describes the picture
            "tone": tone,
            "language": foreign_language(story),
        }
