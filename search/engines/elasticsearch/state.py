"""What a generation knows besides its documents: its place in the change log, its compounds, its spellings.

It lies in a small index of its own and is read by id, which shows every write at once. Spellings are kept in chunks:
the first holds those of the rebuild, later ones what was written since.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from search.analysis import ANALYSIS_VERSION
from search.engines.base import LogPosition
from search.engines.elasticsearch.cluster import Budget, Cluster, NothingThereError, reading_an_answer

CHUNK_SIZE: Final = 5_000  # spellings
MOST_SPELLINGS: Final = 400_000  # of a rebuild; what is typed wrongly is compared with the most frequent ones
STATE_MAPPINGS: Final[Mapping[str, Any]] = {"dynamic": False, "properties": {}}
STATE_SETTINGS: Final[Mapping[str, Any]] = {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}}

Spellings = dict[tuple[str, str], int]
"""Words as documents spell them, with the language, and in how many documents each stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """What is written down about one index of documents."""

    index: str
    position: LogPosition | None = None
    vocabulary_version: str = ""
    n_documents_learned: int = 0
    n_chunks: int = 0


class StateIndex:
    """Reads and writes what generations know."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self.cluster = cluster
        self.name = name

    def create(self) -> None:
        """Make the index unless it is there."""
        self.cluster.ask(
            lambda client: client.options(ignore_status=400).indices.create(
                index=self.name, mappings=STATE_MAPPINGS, settings=STATE_SETTINGS
            )
        )

    def read(self, index: str, budget: Budget | None = None) -> Generation | None:
        """Return what is known of a generation; nothing when it was built with another analysis, or not to the end."""
        stored = self._get([f"generation {index}"], budget)[0]
        if stored is None or stored["analysis_version"] != ANALYSIS_VERSION:
            return None
        with reading_an_answer():
            position = stored["position"]
            return Generation(
                index=index,
                position=(int(position[0]), int(position[1])),
                vocabulary_version=str(stored["vocabulary_version"]),
                n_documents_learned=int(stored["n_documents_learned"]),
                n_chunks=int(stored["n_chunks"]),
            )

    def write(self, generation: Generation) -> None:
        """Replace what is known of a generation."""
        self._put(
            f"generation {generation.index}",
            {
                "analysis_version": ANALYSIS_VERSION,
                "position": list(generation.position or (0, 0)),
                "vocabulary_version": generation.vocabulary_version,
                "n_documents_learned": generation.n_documents_learned,
                "n_chunks": generation.n_chunks,
            },
        )

    def read_vocabulary(self, index: str, budget: Budget | None = None) -> dict[str, int]:
        """Return the snapshot that a generation's compounds were learned from."""
        stored = self._get([f"vocabulary {index}"], budget)[0]
        if stored is None:
            raise NothingThereError(f"Elasticsearch: {index} has lost its vocabulary; rebuild the index.")
        return {str(word): int(frequency) for word, frequency in _unpacked(stored).items()}

    def write_vocabulary(self, index: str, vocabulary: Mapping[str, int]) -> None:
        """Store the snapshot."""
        self._put(f"vocabulary {index}", _packed(vocabulary))

    def read_spellings(self, index: str, chunks: range, budget: Budget | None = None) -> Spellings:
        """Return the words of these chunks as documents spell them."""
        if not chunks:
            return {}
        found: Spellings = {}
        for stored in self._get([_chunk_id(index, number) for number in chunks], budget):
            for spelled, n_documents in _unpacked(stored or {}).items():
                language, _sign, word = spelled.partition(" ")
                found[word, language] = int(n_documents)
        return found

    def write_spellings(self, index: str, number: int, spellings: Spellings) -> None:
        """Store one chunk."""
        spelled = {f"{language} {word}": n_documents for (word, language), n_documents in spellings.items()}
        self._put(_chunk_id(index, number), _packed(spelled))

    def add_spellings(self, generation: Generation, new: Spellings) -> Generation:
        """Store words that a generation did not know; return what is to be written down about it then."""
        if not new:
            return generation
        latest = generation.n_chunks - 1
        held = self.read_spellings(generation.index, range(latest, latest + 1)) if latest > 0 else {}
        if latest < 1 or len(held) + len(new) > CHUNK_SIZE:
            latest, held = generation.n_chunks, {}
        self.write_spellings(generation.index, latest, {**held, **new})
        return replace(generation, n_chunks=max(generation.n_chunks, latest + 1))

    def forget(self, generation: Generation) -> None:
        """Delete what is known of a generation whose documents are gone."""
        ids = [_chunk_id(generation.index, number) for number in range(generation.n_chunks)]
        ids += [f"vocabulary {generation.index}", f"generation {generation.index}"]
        deletes = [{"delete": {"_id": one}} for one in ids]
        self.cluster.ask(lambda client: client.bulk(index=self.name, operations=deletes))

    def _get(self, ids: list[str], budget: Budget | None) -> list[Mapping[str, Any] | None]:
        seconds = budget.seconds_left if budget else None
        answer = self.cluster.ask(lambda client: client.mget(index=self.name, ids=ids), seconds=seconds)
        with reading_an_answer():
            # A missing index is told document by document.
            return [one["_source"] if one.get("found") else None for one in answer["docs"]]

    def _put(self, document_id: str, content: Mapping[str, Any]) -> None:
        self.cluster.ask(lambda client: client.index(index=self.name, id=document_id, document=content))


def _chunk_id(index: str, number: int) -> str:
    return f"spellings {index} {number}"


def _packed(content: Mapping[str, Any]) -> dict[str, str]:
    packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode(), level=6)
    return {"zlib": base64.b64encode(packed).decode()}


def _unpacked(stored: Mapping[str, Any]) -> dict[str, Any]:
    with reading_an_answer():
        packed = stored.get("zlib", "")
        return dict(json.loads(zlib.decompress(base64.b64decode(packed)))) if packed else {}
