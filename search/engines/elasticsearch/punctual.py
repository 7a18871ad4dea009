"""The client, with a time limit that counts from question to answer and not, as sockets do, from byte to byte.

Imported late: this is the only module that loads the client's packages.
"""

import logging
import threading
from typing import Any

from elastic_transport import ConnectionError as NotConnectedError
from elastic_transport import ConnectionTimeout, HttpHeaders, TransportError, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

__all__ = ["ApiError", "NotConnectedError", "TransportError", "UnsupportedProductError", "client_of"]

# What fails is told by those who asked, in one line.
logging.getLogger("elastic_transport").setLevel(logging.ERROR)


class PunctualNode(Urllib3HttpNode):
    """Asks in a thread of its own, so that neither names that do not resolve nor drops of an answer hold us up."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: Any = DEFAULT,
    ) -> Any:
        """Send a request; raises ConnectionTimeout when no whole answer has come in time."""
        if not isinstance(request_timeout, int | float):
            return super().perform_request(method, target, body, headers, request_timeout)
        outcome: dict[str, Any] = {}

        def ask() -> None:
            try:
                outcome["answer"] = super(PunctualNode, self).perform_request(
                    method, target, body, headers, request_timeout
                )
            except BaseException as error:  # noqa: BLE001 - raised again where the answer is awaited
                outcome["error"] = error

        asking = threading.Thread(target=ask, daemon=True, name="elasticsearch")
        asking.start()
        asking.join(request_timeout)
        if "error" in outcome:
            raise outcome["error"]
        if "answer" not in outcome:
            raise ConnectionTimeout(f"no answer within {request_timeout:.1f} s")
        return outcome["answer"]


def client_of(address: str, *, api_key: str, ca_certs: str) -> Elasticsearch:
    """Return a client that asks once: what fails is answered by the other engine, not tried again by a visitor."""
    return Elasticsearch(
        address,
        api_key=api_key or None,
        ca_certs=ca_certs or DEFAULT,
        node_class=PunctualNode,
        max_retries=0,
        retry_on_timeout=False,
    )
