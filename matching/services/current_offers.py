"""Each process's own picture of what can be recommended; it follows the change log before every answer."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from matching import changes, engine, selectors
from matching.models import Mentor, Offer, Program
from matching.services.inner_loops import inner_loops


@dataclass(frozen=True, slots=True)
class _Source:
    """What a program recommends: which lines of the log speak of it, and how its rows become records."""

    kinds: frozenset[changes.Kind]
    load: Callable[[Iterable[int] | None], list[engine.Offer | engine.Mentor]]


def _load_offers(*kinds: Offer.Kind) -> Callable[[Iterable[int] | None], list[engine.Offer | engine.Mentor]]:
    def load(ids: Iterable[int] | None) -> list[engine.Offer | engine.Mentor]:
        offers = Offer.objects.open().filter(kind__in=kinds)
        return list(selectors.offer_records(offers if ids is None else offers.filter(pk__in=list(ids))))

    return load


def _load_mentors(ids: Iterable[int] | None) -> list[engine.Offer | engine.Mentor]:
    mentors = Mentor.objects.all()
    return list(selectors.mentor_records(mentors if ids is None else mentors.filter(pk__in=list(ids))))


_OFFERS = frozenset({changes.Kind.OFFER})
_SOURCES: Mapping[Program, _Source] = {
    Program.ALUMNI_OFFERS: _Source(_OFFERS, _load_offers(Offer.Kind.JOB)),
    Program.YOUTH_ORIENTATION: _Source(_OFFERS, _load_offers(Offer.Kind.APPRENTICESHIP, Offer.Kind.INTERNSHIP)),
    Program.MENTORING: _Source(frozenset({changes.Kind.MENTOR}), _load_mentors),
}


@dataclass(slots=True)
class _Follower:
    """One program's index in this process, with the place in the log it has reached."""

    source: _Source
    index: engine.OfferIndex | None = None
    position: changes.Position = field(default_factory=changes.Position)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def catch_up(self) -> engine.OfferIndex:
        """Apply what is new in the log; load everything at first, and again when the log was pruned or went back."""
        with self.lock:
            if self.index is None or changes.is_too_old(self.position) or changes.head() < self.position:
                self._load()
            else:
                self._follow()
            assert self.index is not None
            return self.index

    def _load(self) -> None:
        self.position = changes.head()
        records = self.source.load(None)
        kernels = inner_loops(when_compiled=_use_everywhere)
        self.index = engine.OfferIndex(engine.load_taxonomy(), records, kernels=kernels)

    def _follow(self) -> None:
        assert self.index is not None
        while lines := changes.read_after(self.position):
            ids = {line.object_id for line in lines if line.kind in self.source.kinds}
            self.position = changes.Position(lines[-1].transaction_id, lines[-1].pk)
            if ids:
                records = self.source.load(int(one) for one in ids)
                self.index.remove(ids - {record.id for record in records})
                self.index.update(records)


_followers: dict[Program, _Follower] = {program: _Follower(source) for program, source in _SOURCES.items()}


def _use_everywhere(kernels: engine.Kernels) -> None:
    for follower in _followers.values():
        with follower.lock:
            if follower.index is not None:
                follower.index.use(kernels)


def current_offers(*, program: Program) -> engine.OfferIndex:
    """Return what a program can recommend right now, as the last committed change left it."""
    return _followers[program].catch_up()


def forget_offers() -> None:
    """Drop this process's picture, as after a restore; the next question loads it anew."""
    for follower in _followers.values():
        with follower.lock:
            follower.index = None
