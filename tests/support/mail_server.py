"""A mail server that takes everything and keeps it, for tests that must see what leaves the machine."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """What has arrived."""

    url: str = ""
    mails: list[str] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run a server until the test is over."""
    mailbox = Mailbox()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say(b"220 ready")
            while line := self.rfile.readline():
                word = line.strip().upper()
                if word == b"DATA":
                    self._say(b"354 go on")
                    mailbox.mails.append(self._body())
                self._say(b"221 bye" if word == b"QUIT" else b"250 ok")

        def _body(self) -> str:
            lines = list(iter(lambda: self.rfile.readline(), b".\r\n"))
            return b"".join(lines).decode("utf-8", errors="replace")

        def _say(self, words: bytes) -> None:
            self.wfile.write(words + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        mailbox.url = f"smtp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield mailbox
        server.shutdown()
