"""The one Chroma client this process has for a store, and the lock around it.

Chroma 1.5.9 as found: a second client on a path shares the first one's system, so that the
old vectors stay alive until both close; `close()` during another thread's query makes that
query raise; a client never sees the vectors another process adds; and with two processes
writing, vectors are lost without a word.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from corpus.locks import ReadersWriterLock
from corpus.settings import settings

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

# Wide enough to find the true first 400 of 10,000 vectors (0.999 of them; Chroma's defaults
# find 0.88), whatever the order they came in: rankings must not depend on that order.
HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 1000,
    "max_neighbors": 32,
}


class ChromaHandle:
    """A client that can be closed and opened again behind everyone's back.

    `generation` says which state of the catalogue the open client has seen; None when closed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = ReadersWriterLock()
        self.generation: int | None = None
        self.collection: Collection | None = None
        self._client: Client | None = None

    @contextmanager
    def reading(self, name: str, generation: int) -> Iterator[Collection | None]:
        """The collection as of `generation`, or None where there is none."""
        if self.generation != generation:
            with self.lock.writing():
                if self.generation != generation:
                    self.open(name, create=False)
                    self.generation = generation
        with self.lock.reading():
            yield self.collection

    def open(self, name: str, *, create: bool) -> None:
        """Opens a fresh client. Only with the lock held for writing."""
        from chromadb.errors import NotFoundError

        self.close()
        if not create and settings().chroma_host is None and not self.folder.is_dir():
            return
        self._client = _client(self.folder)
        if create:
            self.collection = self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": HNSW}
            )
            return
        try:
            self.collection = self._client.get_collection(name, embedding_function=None)
        except NotFoundError:
            self.collection = None

    def close(self) -> None:
        """Closes the client. Only with the lock held for writing."""
        client, self._client, self.collection, self.generation = self._client, None, None, None
        if client is not None:
            client.close()

    def erase(self, name: str) -> None:
        """Throws the index away, damaged or not. Only with the lock held for writing."""
        from chromadb.errors import NotFoundError

        if settings().chroma_host is None:
            self.close()
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        self.open(name, create=False)
        if self._client is not None:
            try:
                self._client.delete_collection(name)
            except NotFoundError:
                return


def _client(folder: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    options = Settings(anonymized_telemetry=False)
    server = settings().chroma_host
    if server is None:
        client = chromadb.PersistentClient(str(folder), settings=options)
    else:
        host, _, port = server.partition(":")
        client = chromadb.HttpClient(host, int(port or 8000), settings=options)
    return cast("Client", client)


_handles: dict[Path, ChromaHandle] = {}
_handles_lock = threading.Lock()


def handle_for(folder: Path) -> ChromaHandle:
    """This process's one handle for a Chroma folder."""
    folder = folder.resolve()
    with _handles_lock:
        return _handles.setdefault(folder, ChromaHandle(folder))
