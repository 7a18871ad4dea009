"""The named texts of the search benchmarks: the same seed gives the same documents, on every machine.

:func:`mixed_sentences` mixes the sentences of the judged pages (`tests/data/search_dev`) anew. A document has
``min(LONGEST, ⌊SHORTEST / u⌋)`` sentences with u from (0, 1): Zipf-like, half of them have fewer than eight, one in
twenty has eighty; 1.5 kB on average. Sentences are drawn evenly. A real portal's vocabulary grows with its texts:
in :data:`NEW_COMPOUNDS` of the sentences one word is followed by a compound of two words of the pages, both drawn by
Zipf's law (exponent 1), so that 100,000 documents hold some tens of thousands of words that the pages lack. Titles are
two titles of pages, joined; two of five documents are offers and have an occupation of `tests/data/melo_aut` as title.
Kind, municipality and topic are what visitors filter by.
"""

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parents[2] / "tests" / "data"
SEED = 2026
SHORTEST, LONGEST = 4, 80
NEW_COMPOUNDS = 0.05
N_MUNICIPALITIES, N_TOPICS = 26, 12

_AT_ONCE = 1_000
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,11}")
_OFFERS = 2 / 5


def lines_of(path: Path) -> Iterator[dict]:
    """Read a file of JSON lines one by one."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def mixed_sentences(n: int, *, seed: int = SEED) -> Iterator[dict]:
    """Return n documents: id, title, body, language, kind, municipality, topic."""
    pages = list(lines_of(DATA / "search_dev" / "documents.jsonl"))
    titles = [page["title"] for page in pages]
    occupations = [one["title"] for one in lines_of(DATA / "melo_aut" / "documents.jsonl")]
    sentences = list(chain.from_iterable(_SENTENCE_END.split(page["body"]) for page in pages if page["body"]))
    nouns = sorted({word for sentence in sentences for word in _WORD.findall(sentence)})
    for start in range(0, n, _AT_ONCE):
        # Each thousand has a chance of its own: the first documents of a large set are those of a small one.
        chance = np.random.default_rng([seed, start])
        for number in range(start, min(start + _AT_ONCE, n)):
            is_offer = chance.random() < _OFFERS
            title = _drawn(chance, occupations) if is_offer else f"{_drawn(chance, titles)}: {_drawn(chance, titles)}"
            yield {
                "id": str(number),
                "title": title[:200],
                "body": _body(chance, sentences, nouns),
                "language": "de",
                "kind": "offer" if is_offer else "page",
                "municipality": f"m{_rank(chance, N_MUNICIPALITIES)}",
                "topic": f"t{_rank(chance, N_TOPICS)}",
            }


def _body(chance: np.random.Generator, sentences: list[str], nouns: list[str]) -> str:
    n_sentences = min(LONGEST, int(SHORTEST / (1 - chance.random())))
    chosen = [sentences[at] for at in chance.integers(len(sentences), size=n_sentences)]
    for at in np.flatnonzero(chance.random(n_sentences) < NEW_COMPOUNDS):
        first, second = (nouns[_rank(chance, len(nouns))] for _ in range(2))
        chosen[at] = f"{chosen[at]} {first}{second.lower()}."
    return " ".join(chosen)


def _drawn(chance: np.random.Generator, values: list[str]) -> str:
    return values[int(chance.integers(len(values)))]


def _rank(chance: np.random.Generator, n_ranks: int) -> int:
    """Draw a rank from 0 by Zipf's law with exponent 1, quickly and nearly."""
    return min(int((n_ranks + 1) ** chance.random()) - 1, n_ranks - 1)
