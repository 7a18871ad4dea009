"""Look along the whole chain: is every row what it was, and is none missing?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from cms.audit import witness
from cms.audit.chain import START, digest_of
from cms.audit.models import Entry, Verification
from cms.audit.problems import UNSEALED
from cms.audit.services.seal_entries import seal_entries
from cms.audit.triggers import KEPT_AT_LEAST_DAYS
from cms.audit.witness import Head

SEALED_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look along the chain found."""

    n_entries: int
    problem: str = ""  # a code that names the first row that is not what it was; `problems.in_words` words it

    @property
    def is_intact(self) -> bool:
        """Whether nothing was found."""
        return not self.problem

    @property
    def is_only_unsealed(self) -> bool:
        """Whether rows only wait for their place in the chain, which is the worker's matter and nobody's deed."""
        return bool(UNSEALED.fullmatch(self.problem))


def verify_chain() -> Finding:
    """Seal what waits, compare every row with its digest, its neighbor and the file of earlier ends; note the outcome.

    Where all is well the end of the chain is written into that file; where not, the file stays as evidence.
    """
    seal_entries()
    heads = witness.heads()
    cut = Entry.objects.filter(removed_until__isnull=False, position__isnull=False).order_by("-removed_until").first()
    n_entries, problem = 0, _wrong_with(cut, heads) if cut else ""
    last = _start(cut)
    if not problem:
        for head, found in _along(last, cut, {head.position: head.digest for head in heads}):
            if found:
                problem = found
                break
            last, n_entries = head, n_entries + 1
    reached = max((head.position for head in heads), default=0)
    if not problem and reached > last.position:
        problem = f"position {last.position + 1}: missing; the chain reached {reached} before"
    finding = Finding(n_entries=n_entries, problem=problem or _unsealed())
    if finding.is_intact and last.position:
        witness.remember(last)
    Verification.objects.update_or_create(
        pk=1, defaults={"verified_at": timezone.now(), "n_entries": n_entries, "problem": finding.problem[:300]}
    )
    return finding


def _wrong_with(cut: Entry, heads: list[Head]) -> str:
    """Return what shows that a row only pretends that older ones were removed for their age."""
    until, since = cut.removed_until or 0, timezone.now() - timedelta(days=KEPT_AT_LEAST_DAYS)
    if until >= (cut.position or 0):
        return f"position {until}, cut {cut.position}: impossible"
    young = Entry.objects.filter(position__lte=until, created_at__gt=since).order_by("position").first()
    if young:
        return f"position {young.position}, cut {cut.position}: too young"
    below = [head for head in heads if head.position <= until]
    seen = next((head for head in below if head.seen_at > since.isoformat()), None)
    if seen:
        return f"position {seen.position}, cut {cut.position}: too young"
    if any(head.position == until and head.digest != _cut_digest(cut) for head in below):
        return f"position {until}, cut {cut.position}: replaced"
    return ""


def _cut_digest(cut: Entry) -> str:
    return str(cut.detail.get("digest", ""))


def _start(cut: Entry | None) -> Head:
    """Return where the chain begins: before the first row a removal has not come to, after the cut, else at zero."""
    if cut is None:
        return Head(0, START)
    until = cut.removed_until or 0
    first = Entry.objects.filter(position__lte=until).order_by("position").first()
    if first is None:
        return Head(until, _cut_digest(cut))
    # What stood before the first one that is left is gone, so there is nothing to compare it with.
    return Head(first.position - 1 if first.position else 0, START if first.position == 1 else "")


def _along(start: Head, cut: Entry | None, known: dict[int, str]) -> Iterator[tuple[Head, str]]:
    """Yield the end after each row, and what is wrong with the row."""
    before = start
    if cut:
        known = {**known, cut.removed_until or 0: _cut_digest(cut)}
    rows = Entry.objects.filter(position__gt=start.position).order_by("position")
    for entry in rows.iterator(chunk_size=2000):
        position = before.position + 1
        head = Head(position, entry.digest)
        if entry.position != position:
            yield head, f"position {position}: missing"
        elif before.digest and entry.digest != digest_of(entry, position=position, previous=before.digest):
            yield head, f"position {position}, row {entry.pk}: changed"
        elif known.get(position, entry.digest) != entry.digest:
            yield head, f"position {position}, row {entry.pk}: replaced"
        else:
            yield head, ""
        before = head


def _unsealed() -> str:
    forgotten = Entry.objects.filter(position=None, created_at__lt=timezone.now() - SEALED_WITHIN).order_by("pk")
    first = forgotten.first()
    return f"row {first.pk}: not sealed" if first else ""
