"""The embedded engine: SQLite's full-text search in a file of our own, no server needed.

* :mod:`.schema` is what a file looks like, :mod:`.index_file` one generation: opened, read and written,
* :mod:`.questions` puts queries into SQL,
* :mod:`.engine` keeps the folder: which generation answers, who writes, how a new one takes over.
"""

from search.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
