"""The Elasticsearch engine: the same analyzed words in an index on a server or a cluster.

* :mod:`.cluster` is the wire: time limits that hold, one sort of trouble; :mod:`.punctual` is its client,
* :mod:`.shape` is what an index and a stored document look like,
* :mod:`.state` keeps what a generation knows besides its documents, :mod:`.leases` who writes and who rebuilds,
* :mod:`.writing` puts documents in and takes them out, :mod:`.generation` is what a process knows of one index,
* :mod:`.builder` fills a new one, :mod:`.questions` puts queries into requests, :mod:`.asked_index` counts words,
* :mod:`.names` says which index answers, :mod:`.engine` is the door.

The client is imported when a request is made: portals without a server do not load it.
"""

from search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
