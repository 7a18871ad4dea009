"""Drafts that a machine writes and a person publishes."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from cms.core.stand_ins import stands_in
from matching.services import ring_bell


class NoTranslatorError(Exception):
    """No machine translator is set up, or it does not know the language."""


class TranslatedByHandError(Exception):
    """Somebody wrote this translation as a page of its own; its sentences are not known one by one."""


def request_drafts(*, page_ids: Iterable[int], language_code: str) -> None:
    """Have drafts written in the background, one task per page.

    Raises NoTranslatorError, and TranslatedByHandError when any of the pages has such a translation.
    """
    if get_machine_translator() is None:
        raise NoTranslatorError
    locale = Locale.objects.get(language_code=language_code)
    page_ids = list(page_ids)
    if any(_is_by_hand(page, locale) for page in Page.objects.filter(pk__in=page_ids)):
        raise TranslatedByHandError
    for page_id in page_ids:
        ring_bell("core.draft_translation", page_id=page_id, language_code=language_code)


def draft_translation(*, page_id: int, language_code: str) -> int:
    """Translate what is missing of a page; return how many sentences were new.

    What a person translated stays, and so does what visitors see, until somebody publishes the draft. Safe to run
    twice and to be killed: the sentences already known are kept, a second run asks for the rest. The machine is asked
    outside of any transaction, since it may take seconds.
    Raises NoTranslatorError, TranslatedByHandError, and whatever the translator's connection raises: the task is
    repeated then.
    """
    translator = get_machine_translator()
    page = Page.objects.get(pk=page_id).specific
    locale = Locale.objects.get(language_code=language_code)
    if translator is None or not translator.can_translate(page.locale, locale):
        raise NoTranslatorError
    if _is_by_hand(page, locale):
        raise TranslatedByHandError
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    wanted = _untranslated(source, locale)
    translated = translator.translate(page.locale, locale, list(wanted)) if wanted else {}
    with transaction.atomic():
        twin = page.get_translation_or_none(locale)
        if twin is not None and twin.alias_of_id:
            # The German page that stands in becomes a page of its own while no sentence is translated: still German.
            _save_draft(source, locale)
        n_new = sum(_keep(wanted[string], text, locale, translator.display_name) for string, text in translated.items())
        # While somebody reads a draft to decide about it, no other takes its place.
        if twin is None or not (stands_in(twin) or twin.workflow_in_progress):
            _save_draft(source, locale)
    return n_new


def _save_draft(source: TranslationSource, locale: Locale) -> None:
    Translation.objects.get_or_create(source=source, target_locale=locale)
    source.create_or_update_translation(locale, publish=False, copy_parent_pages=True, fallback=True)


def _is_by_hand(page: Page, locale: Locale) -> bool:
    twin = page.get_translation_or_none(locale)
    if twin is None or twin.alias_of_id:
        return False
    return not Translation.objects.filter(source__object_id=page.translation_key, target_locale=locale).exists()


def _untranslated(source: TranslationSource, locale: Locale) -> dict[StringValue, list[StringSegment]]:
    """Return the sentences of a page that have no translation yet, with the places where they stand."""
    found: dict[StringValue, list[StringSegment]] = defaultdict(list)
    segments = source.stringsegment_set.annotate_translation(locale).filter(translation=None)
    for segment in segments.select_related("string"):
        found[segment.string.as_value()].append(segment)
    return found


def _keep(segments: list[StringSegment], text: StringValue, locale: Locale, tool_name: object) -> int:
    for segment in segments:
        StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            locale=locale,
            context_id=segment.context_id,
            defaults={
                "data": text.data,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
                "tool_name": str(tool_name),
            },
        )
    return len(segments)
