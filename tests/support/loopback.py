"""Servers on this machine that play the internet: names and IPs are made up, connections are real."""

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cms.links.visiting import Network

Reply = tuple[int, dict[str, str]]


@dataclass
class Server:
    """A web server on loopback: what it answers by method and path, and what it was asked."""

    port: int
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


class MadeUpNetwork(Network):
    """Looks names up in a table, one answer for each look, and leads made-up IPs to servers on loopback.

    An IP without a server of its own leads to the canary, which nobody may ever reach.
    """

    def __init__(
        self, *, names: Mapping[str, list[list[str]]], ways: Mapping[tuple[str, int], int], canary: int
    ) -> None:
        super().__init__(step_seconds=2.0)
        self.names = {name: list(answers) for name, answers in names.items()}
        self.ways = dict(ways)
        self.canary = canary
        self.connected: list[tuple[str, int]] = []

    def ips_of(self, host: str, port: int) -> list[str]:
        answers = self.names.get(host)
        if answers is None:
            return super().ips_of(host, port)  # IPs, and what only looks like a name
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, ip: str, port: int) -> socket.socket:
        self.connected.append((ip, port))
        return super().connect("127.0.0.1", self.ways.get((ip, port), self.canary))


@contextmanager
def web_server(replies: Callable[[str, str], Reply], *, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve on loopback; `replies` gets method and path."""
    seen = Server(port=0)

    class Answers(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            seen.asked.append((self.command, self.path))
            seen.headers.append(dict(self.headers.items()))
            status, headers = replies(self.command, self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        do_HEAD = do_GET = _answer  # noqa: N815  the names are given

        def log_message(self, *_words: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_what: object) -> None:
            pass  # visitors hang up

    server = Quiet(("127.0.0.1", 0), Answers)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    with _served(server):
        seen.port = server.server_address[1]
        yield seen


@contextmanager
def _served(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def raw_server(speak: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """Serve bytes that no web server would send; `speak` gets the line and what says that the test is over."""
    listening = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()

    def serve() -> None:
        while not is_over.is_set():
            try:
                line, _who = listening.accept()
            except OSError:
                return
            with line, suppress(OSError):  # the visitor hangs up
                speak(line, is_over)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        is_over.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


@contextmanager
def canary() -> Iterator[Server]:
    """Serve what must never be reached."""
    with web_server(lambda _method, _path: (200, {})) as server:
        yield server


def certificate(folder: Path, *names: str) -> ssl.SSLContext:
    """Return a server's context whose certificate is made out to some names; it trusts only itself: see `trusting`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    kinds = [x509.DNSName(name) if not _is_ip(name) else x509.IPAddress(ipaddress.ip_address(name)) for name in names]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(kinds), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    own = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(own)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def trusting(folder: Path) -> ssl.SSLContext:
    """Return a visitor's context that trusts the certificate in a folder."""
    return ssl.create_default_context(cafile=str(folder / "cert.pem"))


def _is_ip(name: str) -> bool:
    return name.replace(".", "").isdecimal()
