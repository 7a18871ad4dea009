"""Search libraries of others, in an environment of their own: tantivy and bm25s as their manuals show them."""

import json
import re
from collections.abc import Iterable

from benchmarks.search.systems import DEPTH, Document, System

_WORD = re.compile(r"\w+")


class Tantivy(System):
    """tantivy with its German stemmer; any word may match, titles count double."""

    def build(self, documents: Iterable[Document]) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        for field in ("title", "body"):
            schema.add_text_field(field, tokenizer_name="german")
        index = tantivy.Index(schema.build(), path=str(self.folder))
        self._register(index)
        writer = index.writer(heap_size=128 << 20, num_threads=1)
        for one in documents:
            writer.add_document(tantivy.Document(id=one["id"], title=one["title"], body=one["body"]))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        import tantivy

        self.index = tantivy.Index.open(str(self.folder))
        self._register(self.index)
        self.searcher = self.index.searcher()

    def ask(self, text: str, language: str) -> list[str]:
        words = " ".join(_WORD.findall(text.lower()))
        query = self.index.parse_query(words, ["title", "body"], field_boosts={"title": 2.0})
        return [self.searcher.doc(at)["id"][0] for _score, at in self.searcher.search(query, DEPTH).hits]

    def _register(self, index) -> None:
        from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

        analyzer = TextAnalyzerBuilder(Tokenizer.simple())
        for step in (Filter.lowercase(), Filter.stopword("german"), Filter.stemmer("german")):
            analyzer = analyzer.filter(step)
        index.register_tokenizer("german", analyzer.build())


class Bm25s(System):
    """bm25s with stop words and stemmer for German; titles count double because they are written twice."""

    def build(self, documents: Iterable[Document]) -> None:
        import bm25s

        ids, texts = [], []
        for one in documents:
            ids.append(one["id"])
            texts.append(f"{one['title']} {one['title']} {one['body']}")
        retriever = bm25s.BM25()
        retriever.index(self._tokens(texts), show_progress=False)
        retriever.save(str(self.folder))
        (self.folder / "ids.json").write_text(json.dumps(ids))

    def open(self) -> None:
        import bm25s

        self.retriever = bm25s.BM25.load(str(self.folder), mmap=True)
        self.ids = json.loads((self.folder / "ids.json").read_text())

    def ask(self, text: str, language: str) -> list[str]:
        found, scores = self.retriever.retrieve(
            self._tokens([text]), k=min(DEPTH, len(self.ids)), show_progress=False, n_threads=1
        )
        return [self.ids[row] for row, score in zip(found[0], scores[0], strict=True) if score > 0]

    def _tokens(self, texts: list[str]):
        import bm25s
        import Stemmer

        return bm25s.tokenize(texts, stopwords="de", stemmer=Stemmer.Stemmer("german"), show_progress=False)
