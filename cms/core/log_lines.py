"""What a log may say of an event: what happened where, never to whom.

Whoever writes a message to a log is asked to leave people out; exceptions and addresses bring them along all the same.
"""

import json
import logging
import re
from datetime import UTC, datetime

# Longer texts are cut: whoever sends them must not keep a process busy with what nobody will read.
MOST_LETTERS = 20_000
# What stands in logs instead. The order matters: links first, since they may hold addresses. Repetitions have an end,
# so that a text takes time in proportion to its length.
_MASKS = (
    (re.compile(r"(/konto/(?:einladung|passwort/neu)/)[^\s\"']+"), r"\1<link>"),
    (re.compile(r"(?<=[\w/])\?[^\s\"'<>]+"), "?<query>"),
    # What PostgreSQL adds to a broken rule: the row's own values, which may have several lines.
    (re.compile(r"(Key \(.{0,300}?\)=)\(.{0,2000}?\)(?= already| is )", re.DOTALL), r"\1(<value>)"),
    (re.compile(r"(DETAIL:\s{1,9}Failing row contains )\(.*?(?=\n\nThe above exception|\Z)", re.DOTALL), r"\1(<row>)"),
    (re.compile(r"[\w.!#$%&*+/=?^`{|}~'-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}"), "<address>"),
)


def without_people(text: str) -> str:
    """Return a text for a log with addresses, links, queries and rows taken out."""
    if len(text) > MOST_LETTERS:
        text = f"{text[:MOST_LETTERS]} …"
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text


class LineFormatter(logging.Formatter):
    """Writes one line that people read; what an exception tells follows below it."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        return without_people(super().format(record))


class JsonFormatter(logging.Formatter):
    """Writes one JSON object per event, for programs that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_people(record.getMessage()),
        }
        if isinstance(status := getattr(record, "status_code", None), int):
            event["status"] = str(status)
        if record.exc_info:
            event["exception"] = without_people(self.formatException(record.exc_info))
        return json.dumps(event, ensure_ascii=False)
