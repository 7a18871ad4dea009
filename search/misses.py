"""Counts what visitors look for and do not find, in a way that tells nothing about anybody.

There is one row for a group of words, never one for a search. A row says on how many days and how often the words were
asked, how often nothing was found and how often a result was chosen: no person, no address, no time of day. The words
themselves are stored only when they are asked on the third day; until then a row holds a keyed hash that cannot be
read or guessed from the table, and it is forgotten when nobody asks again. Whatever may point at somebody (digits,
addresses, long texts, names of people with a log-in) is not counted or never becomes readable.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from search.analysis import analyze, fold
from search.models import AskedWords

logger = logging.getLogger(__name__)

MOST_WORDS = 5
LONGEST_WORD = 39  # letters; a longer one is no word, and five of them fit the field
DAYS_UNTIL_READABLE = 3
MOST_ROWS = 5_000
ROWS_FORGOTTEN_AT_ONCE = 100
UNREADABLE_KEPT_DAYS = 30  # since they were asked last
READABLE_KEPT_DAYS = 180
ENOUGH_SEARCHES = 5  # before one can say that hardly anybody chooses a result
LOW_SHARE = 0.2
SHORTEST_OF_SEVERAL = 4  # letters of a name that has several words
MOST_MILLISECONDS_TO_WAIT = 200  # for another writer
_BETWEEN_WORDS = str.maketrans(dict.fromkeys("-‐–/:*’'", " "))
_AROUND_WORDS = '?!.,;()[]"„“”«»…'


def note_search(*, words: str, language: str, n_results: int) -> None:
    """Count a search that a visitor has finished typing; call it for the first page without filters only.

    Never fails and never waits for long: a count that cannot be written is lost.
    """
    plain = letters_only(words)
    if plain:
        try:
            with _hardly_waiting():
                _count(_key(plain, language), plain, language, is_found=n_results > 0)
        except DatabaseError as problem:
            logger.warning("a search was not counted: %s", type(problem).__name__)


def note_choice(*, words: str, language: str) -> None:
    """Count that a visitor has chosen one of the results of a search that was counted."""
    plain = letters_only(words)
    if plain:
        try:
            with _hardly_waiting():
                AskedWords.objects.filter(key=_key(plain, language)).update(n_chosen=F("n_chosen") + 1)
        except DatabaseError as problem:
            logger.warning("a choice was not counted: %s", type(problem).__name__)


def letters_only(words: str) -> str:
    """Return the words as editors may read them one day, or nothing when they are not of the kind that is counted.

    Examples
    --------
    >>> letters_only("Kfz-Zulassung?")
    'kfz zulassung'
    >>> letters_only("max.mustermann@post.example")
    ''
    """
    found = [word.strip(_AROUND_WORDS) for word in words.translate(_BETWEEN_WORDS).split()]
    found = [word for word in found if word]
    are_words = all(word.isalpha() and len(word) <= LONGEST_WORD for word in found)
    return " ".join(found).lower() if are_words and len(found) <= MOST_WORDS and "//" not in words else ""


def unanswered() -> QuerySet[AskedWords]:
    """Return the readable words for which nothing is found, the most wanted first."""
    return _readable().filter(n_unanswered__gt=0).order_by("-n_unanswered", "-n_days", "text")


def hardly_chosen() -> QuerySet[AskedWords]:
    """Return the readable words whose results hardly anybody opens."""
    rows = _readable().filter(n_unanswered=0, n_found__gte=ENOUGH_SEARCHES)
    return rows.filter(n_chosen__lt=LOW_SHARE * F("n_found")).order_by("-n_found", "text")


def frequent(*, limit: int = 10) -> list[AskedWords]:
    """Return what is looked for most often, as far as it is readable."""
    rows = AskedWords.objects.exclude(text="")
    return list(rows.order_by(-(F("n_found") + F("n_unanswered")), "text")[:limit])


def forget() -> int:
    """Delete words that nobody has asked for a long time, and soon those that never became readable."""
    today = _today()
    is_old = Q(last_day__lt=today - timedelta(days=READABLE_KEPT_DAYS))
    was_rare = Q(text="", last_day__lt=today - timedelta(days=UNREADABLE_KEPT_DAYS))
    return AskedWords.objects.filter(is_old | was_rare).delete()[0]


@contextmanager
def _hardly_waiting() -> Iterator[None]:
    """Let SQLite, where one writer keeps all others waiting, give up soon: no count is worth a visitor's seconds."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    database = connection.connection  # asked past Django: these are settings of the connection and no queries
    (usual,) = database.execute("PRAGMA busy_timeout").fetchone()
    database.execute(f"PRAGMA busy_timeout = {MOST_MILLISECONDS_TO_WAIT}")
    try:
        yield
    finally:
        database.execute(f"PRAGMA busy_timeout = {usual}")


def _today() -> date:
    return timezone.localdate()


def _readable() -> QuerySet[AskedWords]:
    return AskedWords.objects.filter(is_hidden=False).exclude(text="")


def _key(plain: str, language: str) -> str:
    """Return what stands for a group of words: the same for other endings and another order."""
    stems = sorted(set(analyze(plain, language).words))
    return salted_hmac("search.misses", f"{language} {' '.join(stems)}", algorithm="sha256").hexdigest()


def _count(key: str, plain: str, language: str, *, is_found: bool) -> None:
    today = _today()
    counted = {"n_found": F("n_found") + 1, "n_unanswered": 0} if is_found else {"n_unanswered": F("n_unanswered") + 1}
    # What was asked before on this day costs one statement: a page of results has few to spare.
    if AskedWords.objects.filter(key=key, last_day=today).update(**counted):
        return
    row = AskedWords.objects.filter(key=key).only("text", "n_days", "last_day").first()
    if row is None:
        _make_room()
        first = AskedWords(key=key, language=language, last_day=today, n_found=is_found, n_unanswered=not is_found)
        AskedWords.objects.bulk_create([first], ignore_conflicts=True)
        return
    if row.last_day < today:
        counted |= {"n_days": F("n_days") + 1, "last_day": today}
        if not row.text and row.n_days + 1 >= DAYS_UNTIL_READABLE and not _names_somebody(plain):
            counted["text"] = plain
    AskedWords.objects.filter(pk=row.pk, last_day=row.last_day).update(**counted)


def _make_room() -> None:
    """Forget the rarest and oldest words when there are too many: those that become readable survive a flood."""
    if AskedWords.objects.count() >= MOST_ROWS:
        rarest = AskedWords.objects.order_by("n_days", "last_day", "n_found", "n_unanswered")
        AskedWords.objects.filter(pk__in=list(rarest.values_list("pk", flat=True)[:ROWS_FORGOTTEN_AT_ONCE])).delete()


def _names_somebody(plain: str) -> bool:
    """Return whether one of the words is a name of a person with a log-in, or half of a double one.

    Compared here, since SQLite takes "Ö" and "ö" for two letters. It is asked once for words that become readable.
    """
    said = set(fold(plain).split())
    people = get_user_model().objects.values_list("first_name", "last_name")
    return any(not said.isdisjoint(_names_in(name)) for person in people.iterator() for name in person)


def _names_in(name: str) -> list[str]:
    """Return the folded words of a name; "von der" is nobody's own."""
    words = fold(name.translate(_BETWEEN_WORDS)).split()
    return [word for word in words if len(word) >= SHORTEST_OF_SEVERAL] if len(words) > 1 else words
