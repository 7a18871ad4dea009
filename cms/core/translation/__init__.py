"""Translations: which pages lack one or have an old one, and drafts that a machine writes."""

from cms.core.translation.areas import fallback_language, speaks, written_language
from cms.core.translation.drafts import NoTranslatorError, TranslatedByHandError, draft_translation, request_drafts
from cms.core.translation.live_pages import keep_private, keep_what_visitors_see
from cms.core.translation.reviewing import OvertakenError, Step, decide, next_step, submit
from cms.core.translation.status import (
    PageTranslations,
    State,
    Translated,
    original_of,
    overview,
    stale_translations,
    state_of,
)

__all__ = [
    "NoTranslatorError",
    "OvertakenError",
    "PageTranslations",
    "State",
    "Step",
    "Translated",
    "TranslatedByHandError",
    "decide",
    "draft_translation",
    "fallback_language",
    "keep_private",
    "keep_what_visitors_see",
    "next_step",
    "original_of",
    "overview",
    "request_drafts",
    "speaks",
    "stale_translations",
    "state_of",
    "submit",
    "written_language",
]
