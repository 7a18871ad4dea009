"""The folder of the embedded engine: which generation answers, who writes, how a new generation takes over.

`current` names the file that answers and is replaced in one step. The generation before it stays until the next
rebuild, for processes that have just read its name. Locks are released by the system when a process dies.
"""

import os
import sqlite3
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.core.files import locks

from search.documents import SearchDocument
from search.engines.base import (
    EngineHits,
    EngineQuery,
    EngineStatus,
    EngineSuggestion,
    Explanation,
    IndexBuilder,
    LogPosition,
    RebuildUnderwayError,
    SearchEngine,
    SearchUnavailableError,
)
from search.engines.embedded import contents, questions
from search.engines.embedded.index_file import GenerationBuilder, IndexFile, read_meta, read_position

Answer = TypeVar("Answer")


class EmbeddedEngine(SearchEngine):
    """Answers from a SQLite file in a folder that all processes of one machine share."""

    name = "embedded"

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._file: IndexFile | None = None

    def search(self, query: EngineQuery) -> EngineHits:
        def found(file: IndexFile, connection: sqlite3.Connection) -> EngineHits:
            return questions.search(connection, _understood(query, file, connection), engine=self.name)

        return self._ask(found)

    def explain(self, query: EngineQuery, document_id: str) -> Explanation | None:
        def explained(file: IndexFile, connection: sqlite3.Connection) -> Explanation | None:
            return questions.explain(connection, _understood(query, file, connection), document_id)

        return self._ask(explained)

    def suggest(
        self, text: str, *, language: str, sources: Collection[str], moment: datetime, limit: int
    ) -> list[EngineSuggestion]:
        return self._ask(
            lambda _file, connection: questions.suggest(
                connection, text, language=language, sources=sources, moment=moment, limit=limit
            )
        )

    def fetch(self, document_ids: Collection[str]) -> dict[str, SearchDocument]:
        return self._ask(lambda _file, connection: contents.fetch(connection, document_ids))

    def versions(self) -> dict[str, int]:
        return self._ask(lambda _file, connection: dict(connection.execute("SELECT id, version FROM document")))

    def differing(self, documents: Sequence[SearchDocument]) -> set[str]:
        def found(file: IndexFile, connection: sqlite3.Connection) -> set[str]:
            return contents.differing(connection, documents, file.analyzer(connection))

        return self._ask(found)

    def position(self) -> LogPosition | None:
        with suppress(SearchUnavailableError):
            return self._ask(lambda _file, connection: read_position(connection))
        return None

    def apply(
        self,
        *,
        add: Iterable[SearchDocument] = (),
        remove: Collection[str] = (),
        position: LogPosition | None = None,
    ) -> None:
        self._current().apply(add=add, remove=remove, position=position)

    @contextmanager
    def writing(self, *, wait: bool = True) -> Iterator[bool]:
        with self._locked("writing.lock", wait=wait) as is_ours:
            yield is_ours

    @contextmanager
    def rebuilding(self) -> Iterator[IndexBuilder]:
        with self._locked("rebuilding.lock", wait=False) as is_ours:
            if not is_ours:
                raise RebuildUnderwayError
            before = self._current_name()
            self._delete_all_but(before)
            file = IndexFile(self.folder / f"index-{uuid.uuid4().hex[:12]}.sqlite3")
            file.create()
            builder = GenerationBuilder(file, take_over=self._point_to)
            try:
                yield builder
            finally:
                if not builder.is_activated:
                    self._delete_all_but(before)

    def status(self) -> EngineStatus:
        try:
            return self._ask(self._status_of)
        except SearchUnavailableError as problem:
            return EngineStatus(engine=self.name, is_ready=False, problem=str(problem))

    def _point_to(self, file: IndexFile) -> None:
        """Let a file answer from now on, in one step that survives a power cut."""
        pointer = self.folder / "current.new"
        with _speaking_of_the_folder():
            with pointer.open("w") as target:
                target.write(file.path.name)
                target.flush()
                os.fsync(target.fileno())
            pointer.replace(self.folder / "current")

    def _status_of(self, file: IndexFile, connection: sqlite3.Connection) -> EngineStatus:
        meta = read_meta(connection)
        return EngineStatus(
            engine=self.name,
            is_ready=True,
            generation=file.path.name,
            n_documents=connection.execute("SELECT count(*) FROM document").fetchone()[0],
            n_documents_learned=int(meta.get("n_documents_learned", 0)),
            vocabulary_version=meta.get("vocabulary_version", ""),
            position=read_position(connection),
            size_bytes=sum(part.stat().st_size for part in _parts_of(file.path) if part.exists()),
        )

    def _ask(self, question: Callable[[IndexFile, sqlite3.Connection], Answer]) -> Answer:
        file = self._current()
        try:
            with file.reading() as connection:
                return question(file, connection)
        except SearchUnavailableError:
            newer = self._current()
            if newer is file:
                raise
            # A rebuild took over between reading the name and opening the file.
            with newer.reading() as connection:
                return question(newer, connection)

    def _current(self) -> IndexFile:
        name = self._current_name()
        if name is None:
            raise SearchUnavailableError("There is no index yet; run `manage.py search_index rebuild`.")
        file = self._file
        if file is None or file.path.name != name:
            file = IndexFile(self.folder / name)
            self._file = file
        return file

    def _current_name(self) -> str | None:
        with _speaking_of_the_folder(), suppress(FileNotFoundError):
            return (self.folder / "current").read_text().strip() or None
        return None

    def _delete_all_but(self, kept: str | None) -> None:
        for path in self.folder.glob("index-*.sqlite3"):
            if path.name != kept:
                for part in _parts_of(path):
                    part.unlink(missing_ok=True)

    @contextmanager
    def _locked(self, name: str, *, wait: bool) -> Iterator[bool]:
        with ExitStack() as opened:
            with _speaking_of_the_folder():
                self.folder.mkdir(parents=True, exist_ok=True)
                target = opened.enter_context((self.folder / name).open("w"))
                is_ours = locks.lock(target, locks.LOCK_EX if wait else locks.LOCK_EX | locks.LOCK_NB)
            yield is_ours


@contextmanager
def _speaking_of_the_folder() -> Iterator[None]:
    """Let a full disk or somebody else's folder be trouble like a broken file: the portal goes on without search."""
    try:
        yield
    except OSError as error:
        raise SearchUnavailableError(f"The index folder: {error.strerror}") from error


def _understood(query: EngineQuery, file: IndexFile, connection: sqlite3.Connection) -> questions.Asked:
    vocabulary = questions.FileVocabulary(connection, file.vocabulary(connection))
    return questions.ask(query, analyzer=file.analyzer(connection), vocabulary=vocabulary)


def _parts_of(path: Path) -> tuple[Path, ...]:
    return (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))
