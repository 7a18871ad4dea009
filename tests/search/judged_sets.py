"""Questions that people have judged, and how well an index answers them."""

import json
import math
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from search.documents import SearchDocument

DATA = Path(__file__).resolve().parents[1] / "data"
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"


@dataclass(frozen=True)
class JudgedSet:
    """Documents, questions, and for each question the documents that answer it, with grades."""

    documents: list[SearchDocument]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


def read_judged_set(name: str) -> JudgedSet:
    """Read a folder of tests/data."""
    folder = DATA / name
    grades: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "judgements.tsv").read_text().splitlines():
        query, document, grade = line.split("\t")
        grades[query][document] = int(grade)
    return JudgedSet(
        documents=[
            SearchDocument(
                source="judged",
                object_id=one["id"],
                kind="page",
                title=one["title"],
                body=one["body"],
                url="",
                version=1,
            )
            for one in _lines(folder / "documents.jsonl")
        ],
        queries={one["id"]: one["text"] for one in _lines(folder / "queries.jsonl")},
        grades=dict(grades),
    )


def ndcg(ranked: list[str], grades: dict[str, int], k: int = 10) -> float:
    """Normalized discounted cumulative gain of the first k answers (Järvelin and Kekäläinen, TOIS 20(4), 2002)."""
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(one, 0) for one in ranked[:k]]) / _gain(best[:k])


def with_typo(text: str, chance: random.Random) -> str:
    """Put one random edit into the longest word."""
    word = max(text.split(), key=len)
    at = chance.randrange(len(word))
    head, letter, tail = word[:at], word[at], word[at + 1 :]
    edits = (
        head + tail,
        head + chance.choice(LETTERS) + letter + tail,
        head + chance.choice(LETTERS) + tail,
        head + tail[:1] + letter + tail[1:],
    )
    return text.replace(word, chance.choice(edits), 1)


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text().splitlines()]
