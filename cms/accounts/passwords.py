"""Which passwords are guessed first: the frequent ones, and what everybody here has in mind."""

import string
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator

from cms.accounts.models import User

# Folded; digits and signs before and after them are not counted.
WORDS_OF_THE_HOUSE = frozenset(
    {"heimathafen", "landkreis", "landratsamt", "rathaus", "gemeinde", "willkommen", "redaktion", "portal"}
)
_AROUND = string.digits + string.punctuation + string.whitespace


class GuessableWordsValidator(CommonPasswordValidator):
    """Refuses frequent passwords, and a word of the house with nothing but digits and signs around it."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise Django's own refusal, which is translated."""
        word = password.casefold().strip(_AROUND)
        super().validate(_ALWAYS_REFUSED if word in _words() else password, user)


_ALWAYS_REFUSED = "password"


def _words() -> frozenset[str]:
    host = urlsplit(settings.PORTAL_URL).hostname or ""
    return WORDS_OF_THE_HOUSE | {host, *host.split(".")} - {""}
