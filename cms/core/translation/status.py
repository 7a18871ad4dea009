"""How far the translations of the pages are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageQuerySet

from cms.core.stand_ins import stands_in
from cms.core.visible import HOME_DEPTH

_FIELDS = (
    *("title", "depth", "path", "translation_key", "live", "last_published_at", "alias_of", "latest_revision"),
    *("locale__language_code", "live_revision__object_id"),
)


class State(models.TextChoices):
    """What a reader of a language meets."""

    CURRENT = "current", _("translated")
    STALE = "stale", _("older than the German page")
    DRAFT = "draft", _("draft, not published")
    FALLBACK = "fallback", _("shown in German, marked")
    MISSING = "missing", _("missing")


@dataclass(frozen=True, slots=True)
class Translated:
    """One page in one language."""

    language_code: str
    state: State
    page_id: int | None


@dataclass(frozen=True, slots=True)
class PageTranslations:
    """A page of the main language and its translations, in the order of the languages."""

    page_id: int
    title: str
    path: str
    depth: int
    translations: tuple[Translated, ...]


def overview(*, states: Iterable[State] | None = None) -> list[PageTranslations]:
    """Return the live pages of the main language with the state of each translation; two queries.

    With `states`, only pages are returned that have a translation in one of them. Old ones alone, which are few, are
    found by the database.
    """
    others = _other_languages()
    wanted = set(State if states is None else states)
    pages = Page.objects.filter(depth__gte=HOME_DEPTH).select_related("locale", "live_revision").only(*_FIELDS)
    if wanted == {State.STALE}:
        pages = pages.filter(translation_key__in=stale_translations(Page.objects.all()).values("translation_key"))
    originals = pages.filter(locale__language_code=settings.LANGUAGE_CODE, live=True, alias_of=None).order_by("path")
    found: dict[tuple[UUID, str], Page] = {
        (page.translation_key, page.language): page
        for page in pages.filter(locale__language_code__in=others).annotate(language=models.F("locale__language_code"))
    }
    rows = (_row(page, others, found) for page in originals)
    return [row for row in rows if any(one.state in wanted for one in row.translations)]


def stale_translations(pages: PageQuerySet) -> PageQuerySet:
    """Return those of the pages that are older than the German page they translate, with its title and path.

    `state_of` says the same of one page; here the database compares.
    """
    newer = Page.objects.filter(
        translation_key=OuterRef("translation_key"),
        locale__language_code=settings.LANGUAGE_CODE,
        depth__gte=HOME_DEPTH,
        live=True,
        alias_of=None,
        last_published_at__gt=OuterRef("last_published_at"),
    )
    is_at_rest = Q(latest_revision=None) | Q(latest_revision=F("live_revision"))
    was_published = Q(live_revision__object_id=Cast("pk", CharField()))  # as `stands_in` asks
    translations = pages.filter(
        is_at_rest | was_published,
        Exists(newer),
        locale__language_code__in=_other_languages(),
        depth__gte=HOME_DEPTH,
        live=True,
        alias_of=None,
    )
    return translations.annotate(
        original_title=Subquery(newer.values("title")[:1]), original_path=Subquery(newer.values("path")[:1])
    )


def original_of(page: Page) -> Page | None:
    """Return the page of the main language that a page translates; nothing for originals and pages of their own."""
    same = Page.objects.filter(translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE)
    return same.exclude(pk=page.pk).first()


def state_of(*, original: Page, translation: Page | None) -> State:
    """Return the state of one translation; it is stale when its original was published after it."""
    if translation is None:
        return State.MISSING
    if stands_in(translation):
        return State.FALLBACK
    if not translation.live or translation.last_published_at is None:
        return State.DRAFT
    is_older = original.last_published_at is not None and translation.last_published_at < original.last_published_at
    return State.STALE if is_older else State.CURRENT


def _other_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _row(page: Page, language_codes: list[str], found: Mapping[tuple[UUID, str], Page]) -> PageTranslations:
    translations = []
    for code in language_codes:
        translation = found.get((page.translation_key, code))
        state = state_of(original=page, translation=translation)
        translations.append(Translated(code, state, translation.pk if translation else None))
    return PageTranslations(page.pk, page.title, page.path, page.depth, tuple(translations))
