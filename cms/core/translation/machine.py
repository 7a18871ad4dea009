"""A translator without a network: what a test or a demonstration needs."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue


class DictionaryTranslator(BaseMachineTranslator):
    """Knows the sentences it was given (`OPTIONS["SENTENCES"]`: German → language code → text), and no others."""

    display_name = _("Dictionary")

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        sentences = self.options.get("SENTENCES", {})
        known = {string: sentences.get(string.data, {}).get(target_locale.language_code) for string in strings}
        return {string: StringValue(text) for string, text in known.items() if text}

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        return source_locale != target_locale
