"""nginx in front of a web server, with the settings that the portal ships (deploy/nginx)."""

import http.client
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from deploy.launch.services import free_ports
from tests.support.processes import HOST, REPOSITORY, WebServer

SETTINGS = REPOSITORY / "deploy" / "nginx"
NAME = "portal.example"
AROUND = """
user root;
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 768; }}
http {{
    # As Debian has it; the portal's own settings must not rely on anything else.
    gzip on;
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/none;
    uwsgi_temp_path {folder}/none;
    scgi_temp_path {folder}/none;
    include {folder}/portal.conf;
    server {{
        server_name portal.example;
        listen {host}:{plain};
        include {folder}/portal-proxy.conf;
    }}
}}
"""


class Nginx(WebServer):
    """What visitors reach: without a certificate at `port`, and as shipped at two more."""

    def __init__(self, behind: WebServer, folder: Path) -> None:
        self._folder = folder
        self._ports = dict(zip(("80", "443", "plain"), free_ports(3), strict=True))
        conf = _write_settings(folder, behind.port, self._ports)
        super().__init__(
            ["nginx", "-p", str(folder), "-c", str(conf), "-e", "stderr"],
            environment={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
            log=folder / "nginx.log",
        )

    def wait_until_it_listens(self) -> None:
        """Fail with what it said if it does not, and at once if it ends instead."""
        self.wait_until(lambda: all(map(_listens, self._ports.values())), what="nginx listens")

    def written_down(self) -> str:
        """Return what its logs about requests hold: the portal's own, and the one that Debian's settings would keep."""
        return "".join(path.read_text("utf-8") for path in self._folder.glob("[ap]*.log"))

    @property
    def port(self) -> int:
        """Where it answers without a certificate, so that tests can speak to it byte by byte."""
        return self._ports["plain"]

    def ask_by_name(self, name: str, path: str) -> tuple[int, str]:
        """Ask over TLS, as browsers do, and return status and where it leads; the certificate is not looked at."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection((HOST, self._ports["443"]), timeout=60) as line,
            trusting.wrap_socket(line, server_hostname=name) as safe,
        ):
            request = http.client.HTTPSConnection(HOST)
            request.sock = safe
            return _answer(request, name, path)

    def ask_in_the_open(self, path: str) -> tuple[int, str]:
        """Ask without TLS where visitors would, and return status and where it leads."""
        return _answer(http.client.HTTPConnection(HOST, self._ports["80"], timeout=60), NAME, path)


def _answer(request: http.client.HTTPConnection, name: str, path: str) -> tuple[int, str]:
    with closing(request):
        request.request("GET", path, headers={"Host": name})
        answer = request.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")


@contextmanager
def nginx_in_front_of(server: WebServer, folder: Path) -> Iterator[Nginx]:
    """Start it, and end it with the test."""
    nginx = Nginx(server, folder)
    try:
        nginx.wait_until_it_listens()
        yield nginx
    finally:
        nginx.end()


def _write_settings(folder: Path, portal_port: int, ports: dict[str, int]) -> Path:
    """Write the shipped settings with the ports, folders and certificate of the test."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", *kind, *files], check=True, capture_output=True)
    changes = {
        "/etc/nginx/snippets": str(folder),
        "/var/log/nginx": str(folder),
        "/etc/letsencrypt/live/portal.example/fullchain.pem": str(certificate),
        "/etc/letsencrypt/live/portal.example/privkey.pem": str(key),
        "listen 80 ": f"listen {HOST}:{ports['80']} ",
        "listen 443 ": f"listen {HOST}:{ports['443']} ",
        "http://127.0.0.1:8000": f"http://{HOST}:{portal_port}",
    }
    for name in ("portal.conf", "portal-proxy.conf"):
        lines = (SETTINGS / name).read_text("utf-8").splitlines()
        text = "\n".join(line for line in lines if "listen [::]" not in line)
        for shipped, of_the_test in changes.items():
            text = text.replace(shipped, of_the_test)
        (folder / name).write_text(text, "utf-8")
    conf = folder / "nginx.conf"
    conf.write_text(AROUND.format(folder=folder, host=HOST, plain=ports["plain"]), "utf-8")
    return conf


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex((HOST, port)) == 0
