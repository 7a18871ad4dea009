"""Help for those who came to an address that does not exist: the pages whose words stand in it."""

import logging
import re
from collections.abc import Sequence
from urllib.parse import unquote

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import get_language

from search import queries
from search.results import SearchHit

MOST_SUGGESTIONS = 3
LOOKED_THROUGH = 10
STEM = 5  # letters that a word of the address and one of the page's own must share
SHORTEST = 4  # shorter words are like too many
MOST_WORDS = 6
LONGEST_PATH = 200
_WORD = re.compile(r"[^\W\d_]{3,40}")
_LOOKS_LIKE_A_FILE = re.compile(r"\.[a-z0-9]{1,6}$", re.IGNORECASE)

logger = logging.getLogger(__name__)


def words_of(path: str) -> str:
    """Return the words of an address: "/en/wohnen/kita-finden/" becomes "wohnen kita finden"."""
    words = _WORD.findall(unquote(path))
    codes = {code for code, _name in settings.LANGUAGES}
    return " ".join([word for word in words if word not in codes][-MOST_WORDS:])


def suggestions(request: HttpRequest) -> Sequence[SearchHit]:
    """Return a few pages that somebody may have meant; none for programs that try addresses."""
    is_for_reading = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
    words = words_of(request.path) if len(request.path) <= LONGEST_PATH else ""
    if not is_for_reading or not words or _LOOKS_LIKE_A_FILE.search(request.path):
        return ()
    language = get_language() or settings.LANGUAGE_CODE
    try:
        found = queries.search(words=words, language=language, per_page=LOOKED_THROUGH)
    except DatabaseError:  # the page that says what is wrong stands even then
        logger.warning("no suggestions for a lost visitor: the database is away")
        return ()
    # The search forgives typing errors and finds something for almost any word; here only a likeness is a help.
    shared = {hit.id: _n_shared(words, hit) for hit in found.hits}
    likely = [hit for hit in found.hits if shared[hit.id]]
    return sorted(likely, key=lambda hit: -shared[hit.id])[:MOST_SUGGESTIONS]


def _n_shared(words: str, hit: SearchHit) -> int:
    """Return how many words of an address begin like a word of a page's title or address."""
    own = [word.casefold() for word in _WORD.findall(f"{hit.title} {unquote(hit.url)}")]
    stems = {word.casefold()[:STEM] for word in words.split() if len(word) >= SHORTEST}
    return sum(any(word.startswith(stem) for word in own) for stem in stems)
