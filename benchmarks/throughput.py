"""How a page that is kept compares with a view that does nothing, in one process and behind the same middleware."""

import io
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application

N_ROUNDS = 7
N_REQUESTS = 400
Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def share_of_hello_world(address: str) -> dict[str, float]:
    """Return requests per CPU second of a kept page and of "Hello, world", and the first as a share of the second."""
    application = get_wsgi_application()
    for path in (address, address, "/hello/"):
        _ask(application, path)
    page, hello = [], []
    for _ in range(N_ROUNDS):
        page.append(_per_second(application, address))
        hello.append(_per_second(application, "/hello/"))
    shares = [one / other for one, other in zip(page, hello, strict=True)]
    return {
        "page_per_cpu_second": round(statistics.median(page)),
        "hello_per_cpu_second": round(statistics.median(hello)),
        "share": round(statistics.median(shares), 2),
    }


def _per_second(application: Application, path: str) -> float:
    begin = time.process_time()
    for _ in range(N_REQUESTS):
        _ask(application, path)
    return N_REQUESTS / (time.process_time() - begin)


def _ask(application: Application, path: str) -> None:
    status: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    response = application(environ, lambda line, _headers, *_rest: status.append(line))
    b"".join(response)
    response.close()
    if not status[0].startswith("200"):
        raise SystemExit(f"{path} answers {status[0]}")
