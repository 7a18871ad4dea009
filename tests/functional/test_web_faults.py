"""Web processes that die or change under load, a disk that is full, and one that nobody may write to."""

import io
import os
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from PIL import Image

from cms.core.models import PortalDocument, PortalImage
from tests.functional.people import administrators_session
from tests.support.load import visitors_at
from tests.support.processes import Portal, WebServer, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/angebote/"
N_VISITORS = 4
TWO = ("--workers", "2")


def test_a_web_process_that_is_killed_costs_at_most_what_it_was_answering(portal: Portal) -> None:
    server = portal.web_server(*TWO)
    before = wait_until(lambda: len(server.children()) == 2 and server.children(), what="two web processes")

    with visitors_at(server, PAGE, n_visitors=N_VISITORS) as told:
        wait_until(lambda: told.n_well > 20, what="visitors are answered")
        os.kill(before[0], signal.SIGKILL)
        wait_until(lambda: len(set(server.children()) - {before[0]}) == 2, what="another one takes its place")
        answered = told.n_well
        wait_until(lambda: told.n_well > answered + 20, what="visitors are answered again")

    assert len(told.failures) <= N_VISITORS, told.failures


def test_new_code_is_taken_up_without_anybody_noticing(portal: Portal) -> None:
    server = portal.web_server(*TWO)
    before = wait_until(lambda: len(server.children()) == 2 and set(server.children()), what="two web processes")

    with visitors_at(server, PAGE, n_visitors=N_VISITORS) as told:
        wait_until(lambda: told.n_well > 20, what="visitors are answered")
        os.kill(server.pid, signal.SIGHUP)
        wait_until(lambda: not before & set(server.children()), what="the old processes have gone")
        answered = told.n_well
        wait_until(lambda: told.n_well > answered + 20, what="the new ones answer")

    assert told.failures == []


MOUNT = 'mount -t tmpfs -o {options} none "$VAR_DIR/media" && exec "$@"'


def needs_mounts() -> None:
    done = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    if shutil.which("unshare") is None or done.returncode:
        pytest.skip("this machine lets nobody mount: a small and a read-only disk cannot be made")


def with_a_disk(portal: Portal, options: str) -> WebServer:
    """Start a web server that keeps its uploads on a disk of its own."""
    needs_mounts()
    (portal.folder / "media").mkdir(exist_ok=True)
    script = MOUNT.format(options=options)
    return portal.web_server(inside=("unshare", "--mount", "sh", "-c", script, "sh"))


def files_on_its_disk(server: WebServer, portal: Portal) -> list[str]:
    """Return what lies in the folder of uploads, as the server sees it."""
    media = Path(f"/proc/{server.pid}/root{portal.folder}/media")
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def upload(server: WebServer, kind: str, content: bytes, *, session: str) -> requests.Response:
    address = f"http://127.0.0.1:{server.port}/admin/{kind}/add/"
    browser = requests.Session()
    browser.cookies.set("sessionid", session)
    token = browser.get(address, timeout=60).cookies["csrftoken"]
    fields = {"csrfmiddlewaretoken": token, "title": "Groß", "collection": "1", "is_decorative": "on"}
    name = "gross.txt" if kind == "documents" else "gross.png"
    files = {"file": (name, content)}
    return browser.post(address, data=fields, files=files, timeout=60, allow_redirects=False)


def noise(size: int) -> bytes:
    """Return a picture that nothing makes smaller."""
    drawn = io.BytesIO()
    Image.frombytes("RGB", (size, size), os.urandom(size * size * 3)).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize("kind", ["documents", "images"])
def test_a_full_disk_is_said_and_keeps_no_half_file(portal: Portal, kind: str) -> None:
    session = administrators_session()
    server = with_a_disk(portal, "size=256k")
    content = b"Satzung. " * 100_000 if kind == "documents" else noise(500)

    answer = upload(server, kind, content, session=session)

    assert answer.status_code == 507
    assert "507" in answer.text
    assert files_on_its_disk(server, portal) == []
    assert not PortalDocument.objects.exists()
    assert not PortalImage.objects.exists()
    assert server.get(PAGE).status == 200
    smaller = upload(server, "documents", b"Kurz und gut.", session=session)
    assert (smaller.status_code, urlsplit(smaller.headers["Location"]).path) == (302, "/admin/documents/")
    assert len(files_on_its_disk(server, portal)) == 1


def test_a_disk_that_nobody_may_write_to_is_said(portal: Portal) -> None:
    session = administrators_session()
    server = with_a_disk(portal, "ro")

    answer = upload(server, "documents", b"Kurz und gut.", session=session)

    assert answer.status_code == 507
    assert not PortalDocument.objects.exists()
    assert server.get(PAGE).status == 200
