"""Who writes and who rebuilds, agreed on by processes of several machines: a document that one of them may create.

A lease ends by itself when nobody renews it, and at once when its owner's process on this machine is dead. Should an
owner be held up for longer than that and go on all the same, nothing is lost: versions keep older texts from replacing
newer ones, and a position that went back only means that lines are read again.
"""

import os
import socket
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.engines.base import SearchUnavailableError
from search.engines.elasticsearch.cluster import Cluster, NothingThereError, Reply, reading_an_answer

LEASE_SECONDS = 60.0
RENEWED_AFTER = LEASE_SECONDS / 4
CONFLICT = 409


class LeaseLostError(SearchUnavailableError):
    """Another process took over while this one was held up."""


@dataclass(slots=True)
class Lease:
    """The right to do something alone, for a while."""

    cluster: Cluster
    index: str
    name: str
    clock: Callable[[], float] = time.time
    _token: str = ""
    _renewed_at: float = 0.0

    def take(self) -> bool:
        """Return whether the right is ours now."""
        token = uuid.uuid4().hex
        if self._create(token) or self._take_over(token):
            self._token, self._renewed_at = token, self.clock()
            return True
        return False

    def renew(self) -> None:
        """Say that we are still at work; raises LeaseLostError when another process has taken over."""
        if not self._token or self.clock() - self._renewed_at < RENEWED_AFTER:
            return
        held = self._read()
        if held is None or held["_source"].get("token") != self._token or not self._replace(held, self._token):
            raise LeaseLostError(f"Elasticsearch: another process took over {self.name}")
        self._renewed_at = self.clock()

    def give_back(self) -> None:
        """Let others begin; a server that is out of reach finds out when the lease ends."""
        token, self._token = self._token, ""
        with suppress(SearchUnavailableError):
            held = self._read()
            if held is not None and held["_source"].get("token") == token:
                where = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
                self.cluster.ask(
                    lambda client: client.options(ignore_status=CONFLICT).delete(index=self.index, id=self._id, **where)
                )

    @property
    def _id(self) -> str:
        return f"lease {self.name}"

    def _create(self, token: str) -> bool:
        return self._is_written(
            self.cluster.ask(
                lambda client: client.options(ignore_status=CONFLICT).create(
                    index=self.index, id=self._id, document=self._claim(token)
                )
            )
        )

    def _take_over(self, token: str) -> bool:
        held = self._read()
        if held is None:
            return self._create(token)
        return self._is_over(held["_source"]) and self._replace(held, token)

    def _replace(self, held: Reply, token: str) -> bool:
        where = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
        return self._is_written(
            self.cluster.ask(
                lambda client: client.options(ignore_status=CONFLICT).index(
                    index=self.index, id=self._id, document=self._claim(token), **where
                )
            )
        )

    def _read(self) -> Reply | None:
        try:
            return self.cluster.ask(lambda client: client.get(index=self.index, id=self._id))
        except NothingThereError:
            return None

    def _claim(self, token: str) -> dict[str, Any]:
        return {"token": token, "until": self.clock() + LEASE_SECONDS, **_this_process()}

    def _is_over(self, claim: Reply) -> bool:
        with reading_an_answer():
            return float(claim["until"]) < self.clock() or _is_dead(claim)

    @staticmethod
    def _is_written(answer: Reply) -> bool:
        return answer.get("result") in {"created", "updated"}


def _this_process() -> dict[str, Any]:
    return {"machine": _machine(), "process": os.getpid(), "began": _began(os.getpid())}


def _machine() -> str:
    """Return where process numbers mean the same as here: the host, its start, and the container."""
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{socket.gethostname()} {boot} {Path('/proc/self/ns/pid').readlink()}"
    return ""


def _is_dead(claim: Reply) -> bool:
    if not _machine() or claim["machine"] != _machine():
        return False
    return _began(int(claim["process"])) != claim["began"]


def _began(process: int) -> str:
    """Return when a process of this machine began, in the kernel's ticks; empty for none, and for one that ended."""
    try:
        state, *values = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if state in {"Z", "X"} else values[18]
