"""What a rendering reads is noted by itself: rows as they are loaded, lists as they are asked for, moments to come."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_init
from django.utils import timezone

from cms.core.page_cache.tables import Question, question_of, row_rule, table_of_type

STEP_LENGTH = 4  # letters that the page tree spends on one level of a path


class Reads:
    """Tags of what was read, the first moment at which it may look different, and tables nobody has decided about.

    `begun` says how much had been dropped when the reading began (Store.moment).
    """

    __slots__ = ("begun", "tags", "undecided", "until")

    def __init__(self, *, until: float, begun: int = 0) -> None:
        self.begun = begun
        self.tags: set[str] = set()
        self.undecided: set[str] = set()
        self.until = until

    def end_by(self, moment: date | datetime, *, now: datetime) -> None:
        """Let the result end when a moment comes; moments that have passed change nothing any more."""
        for instant in _instants(moment):
            if instant > now:
                self.until = min(self.until, instant.timestamp())

    def include(self, tags: frozenset[str] | set[str], until: float) -> None:
        """Take over what a part of this result has read."""
        self.tags |= tags
        self.until = min(self.until, until)


_open: ContextVar[Reads | None] = ContextVar("reads", default=None)


@contextmanager
def noting(reads: Reads) -> Iterator[Reads]:
    """Note what is read inside; what contains it has read it too."""
    outer = _open.get()
    token = _open.set(reads)
    try:
        if outer is None:
            with connection.execute_wrapper(_note_statement):
                yield reads
        else:
            yield reads
    finally:
        _open.reset(token)
    if outer is not None:
        outer.include(reads.tags, reads.until)
        outer.undecided |= reads.undecided


def note(tag: str) -> None:
    """Note one tag by hand, such as a page's body."""
    reads = _open.get()
    if reads is not None:
        reads.tags.add(tag)


def include(tags: frozenset[str], until: float) -> None:
    """Note that something remembered was used."""
    reads = _open.get()
    if reads is not None:
        reads.include(tags, until)


def read_so_far() -> Reads | None:
    """Return the note of what the rendering that is under way reads; nothing when nobody notes it."""
    return _open.get()


def watch_models() -> None:
    """Begin to look at every instance that is loaded."""
    post_init.connect(_note_instance, dispatch_uid="page_cache")


def _note_instance(sender: type[Model], instance: Model, **_more: object) -> None:
    reads = _open.get()
    if reads is None:
        return
    rule = row_rule(sender)
    if rule is None:
        return
    state = instance.__dict__
    row = state.get(rule.column)
    if row is None:
        return
    reads.tags.add(f"{rule.kind}:{row}")
    if state.get("numchild") == 0:  # whoever asks such a page for the pages below asks no database
        reads.tags.add(f"children:{state['path']}")
    for name in rule.moments:
        moment = state.get(name)
        if moment is not None:
            reads.end_by(moment, now=timezone.now())


def _note_statement(
    execute: Callable[..., Any], sql: str, values: Sequence[Any] | None, many: bool, context: dict[str, Any]
) -> Any:
    reads = _open.get()
    if reads is not None:
        question = question_of(sql)
        reads.undecided |= question.undecided
        reads.tags.update(question.lists)
        if values and (question.children_of or question.below or question.types):
            reads.tags.update(_tags_of_places(question, values))
    return execute(sql, values, many, context)


def _tags_of_places(question: Question, values: Sequence[Any]) -> Iterator[str]:
    for place in question.children_of:
        yield f"children:{str(values[place])[:-STEP_LENGTH]}"
    depths = {values[place] for place in question.depths}
    for place in question.below:
        path = str(values[place]).rstrip("%")
        yield f"children:{path}" if len(path) // STEP_LENGTH + 1 in depths else f"below:{path}"
    for place in question.types:
        yield f"list:{table_of_type(values[place])}"


def _instants(moment: date | datetime) -> tuple[datetime, ...]:
    """Return the moments at which something may turn: a day begins and is over."""
    if isinstance(moment, datetime):
        return (timezone.make_aware(moment) if timezone.is_naive(moment) else moment,)
    return (_midnight(moment), _midnight(moment + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of_today(now: datetime) -> float:
    """Return the coming midnight: "today" is in many templates."""
    return _midnight(timezone.localdate(now) + timedelta(days=1)).timestamp()
