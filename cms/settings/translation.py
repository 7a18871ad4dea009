"""What is not translated yet, and the machine that drafts: none, a service of your own, or DeepL.

Read by wagtail-localize and cms.core.translation.
"""

from cms.settings.environment import env

# Empty: people translate. "libretranslate" (a server of your own) or "deepl" write drafts that people publish.
MACHINE_TRANSLATION = env.str("MACHINE_TRANSLATION", default="")
_TRANSLATORS = {
    "libretranslate": {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": env.str("LIBRETRANSLATE_URL", default=""),
            "API_KEY": env.str("LIBRETRANSLATE_API_KEY", default=""),
            "TIMEOUT": 30,  # seconds
        },
    },
    "deepl": {
        "CLASS": "wagtail_localize.machine_translators.deepl.DeepLTranslator",
        "OPTIONS": {"AUTH_KEY": env.str("DEEPL_AUTH_KEY", default=""), "TIMEOUT": 30},  # seconds
    },
}
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = _TRANSLATORS.get(MACHINE_TRANSLATION)
# "Translate this page" begins a draft: by itself wagtail-localize would publish it, whoever asked.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# Language → beginnings of the names of views that are not translated into it: shown in German, and marked.
# The texts that must be translated all the same stand in deploy/checks/translations.py.
UNTRANSLATED_VIEWS = {"ar": ("accounts:", "alumni:", "mentoring:", "account_", "mfa_")}
