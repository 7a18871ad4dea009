"""A real Elasticsearch node for tests: what it is made of (started by `make services`), and how tests tidy up in it."""

from elasticsearch import Elasticsearch


def delete_indexes(address: str, prefix: str) -> None:
    """Delete every index whose name begins with this prefix; the node refuses names with stars."""
    with Elasticsearch(address, request_timeout=10) as client:
        for name in client.indices.get_settings(index=f"{prefix}-*"):
            client.indices.delete(index=name)
