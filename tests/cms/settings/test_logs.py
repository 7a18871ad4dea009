"""Logs say what happened, never to whom (see also tests/functional/test_logs.py)."""

import json
import logging
from logging.config import dictConfig

import pytest
from django.conf import settings

from cms.core.log_lines import MOST_LETTERS, JsonFormatter, LineFormatter, without_people

CANARY = "kanarienvogel"
ADDRESS = f"{CANARY}@posteo.example"
UNIQUE = 'duplicate key value violates unique constraint "u"\nDETAIL:  Key (lower(email::text))=({}) already exists.'


def record(message: str, *arguments: object, error: Exception | None = None) -> logging.LogRecord:
    info = (type(error), error, None) if error else None
    return logging.LogRecord("portal", logging.ERROR, __file__, 1, message, arguments, info)


@pytest.mark.parametrize(
    "said",
    [
        f"Not Found: /suche/?q={CANARY}&p=2",
        f"Gone: /konto/einladung/{CANARY}:1xVF:ab-c/",
        f"Gone: /en/konto/passwort/neu/1-{CANARY}/",
        f"wrong password of {ADDRESS}",
        f"wrong password of {CANARY}%40posteo.example",
        UNIQUE.format(CANARY),
        f"null value in column\nDETAIL:  Failing row contains (7, {CANARY}, Jana).",
        f"null value in column\nDETAIL:  Failing row contains (7, Guten Tag,\nich bin {CANARY}).",
        UNIQUE.format(f"An\n{CANARY}"),
    ],
)
@pytest.mark.parametrize("formatter", [LineFormatter(), JsonFormatter()], ids=["line", "json"])
def test_what_tells_of_a_person_is_taken_out(said: str, formatter: logging.Formatter) -> None:
    lines = [formatter.format(record("%s", said)), formatter.format(record("failed", error=ValueError(said)))]

    assert [line for line in lines if CANARY in line] == []


@pytest.mark.parametrize("sent", ["a", "a@", "a%40", "Key (", "DETAIL:  Failing row contains (", "a.@", "?"])
def test_a_text_without_end_is_cut(sent: str) -> None:
    assert len(without_people(sent * 100_000)) <= MOST_LETTERS + 2


def test_what_tells_where_to_look_stays() -> None:
    said = "Internal Server Error: /angebote/8f0c/ in /srv/portal/code/cms/core/views.py, line 12: KeyError('place')"

    assert without_people(said) == said


def test_each_event_is_one_json_object() -> None:
    event = json.loads(JsonFormatter().format(record("two\nlines", error=ValueError("wrong"))))

    assert (event["level"], event["logger"], event["message"]) == ("ERROR", "portal", "two\nlines")
    assert "ValueError: wrong" in event["exception"]


def test_every_logger_writes_through_our_formatter() -> None:
    dictConfig(settings.LOGGING)

    names = ["", "django", "django.request", "django.server", "celery", "py.warnings", "wagtail"]
    handlers = [handler for name in names for handler in logging.getLogger(name).handlers]
    ours = [one for one in handlers if isinstance(one.formatter, LineFormatter | JsonFormatter)]

    assert ours
    assert [one for one in handlers if type(one) is logging.StreamHandler and one not in ours] == []
