"""A visit never reaches this network, ends in time, and says what is the matter."""

import socket

import pytest

from cms.links.models import Problem
from cms.links.visiting import Network, Visit, visit
from cms.links.visiting.addresses import is_public
from tests.cms.links.conftest import ANOTHER, PUBLIC
from tests.support.loopback import certificate, raw_server, trusting, web_server

CLOSED = Visit(True, Problem.CLOSED)
FINE = Visit(True)


def says(status, **headers):
    return lambda _method, _path: (status, headers)


# Nothing of this network


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127.0.0.1./",
        "http://127。0。0。1/",
        "http://①②⑦.0.0.1/",
        "http://0/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::5db8:d70e]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:c0a8:101::1]/",
        "http://[2001:0:7f00:1::1]/",
        "http://[2a00:1450:4001:800:0:5efe:7f00:1]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25lo]/",
        "http://[fc00::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://localhost/",
        "http://localhost./",
        "http://LOCALHOST/",
        "http://ⓛocalhost/",
        "https://127.0.0.1/",
        "http://user:geheim@127.0.0.1/",
        "http://stadt.example@127.0.0.1/",
        "http://stadt.example\\@127.0.0.1/",
        "http://127.0.0.1\\@stadt.example/",
        "http://stadt.example:secret@stadt.example/",
        "ftp://stadt.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//127.0.0.1/",
        "http:///",
        "http://[::1/",
        "http://stadt.example:99999/",
        "http://" + "a" * 3000 + ".example/",
    ],
)
def test_an_address_of_this_network_or_of_none_is_never_connected_to(internet, address):
    network = internet(names={"stadt.example": [[PUBLIC]]})

    assert visit(address, network=network) == CLOSED
    assert network.connected == []


@pytest.mark.parametrize(
    "address", ["http://stadt.example:22/", "http://stadt.example:6379/", "https://127.0.0.1:8000/"]
)
def test_other_ports_are_not_visited_and_not_called_broken(internet, address):
    network = internet(names={"stadt.example": [[PUBLIC]]})

    assert visit(address, network=network) == FINE
    assert network.connected == []


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "fe80::1"],
)
def test_a_name_that_stands_for_an_ip_of_this_network_is_never_connected_to(internet, ip):
    network = internet(names={"boese.example": [[ip]]})

    assert visit("http://boese.example/", network=network) == CLOSED
    assert network.connected == []


def test_of_several_ips_only_public_ones_are_connected_to(internet):
    with web_server(says(200)) as server:
        network = internet(names={"boese.example": [["127.0.0.1", "::1", PUBLIC]]}, ways={(PUBLIC, 80): server.port})

        assert visit("http://boese.example/", network=network) == FINE

    assert network.connected == [(PUBLIC, 80)]


def test_a_name_that_changes_its_ip_between_two_looks_gains_nothing(internet):
    with web_server(says(404)) as server:
        network = internet(names={"boese.example": [[PUBLIC], ["127.0.0.1"]]}, ways={(PUBLIC, 80): server.port})

        assert visit("http://boese.example/", network=network) == CLOSED

    assert network.connected == [(PUBLIC, 80)]  # the second request looked again, and its IP was judged again
    assert server.asked == [("HEAD", "/")]


@pytest.mark.parametrize(
    "way",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:6379/",
        "http://2130706433/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://169.254.169.254/latest/",
        "//localhost/",
        "https://intern.example/",
        "file:///etc/passwd",
        "http://a:b@intern.example/",
        "http:\\\\127.0.0.1\\",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_into_this_network_is_not_followed(internet, way, status):
    with web_server(says(status, Location=way)) as server:
        network = internet(
            names={"boese.example": [[PUBLIC]], "intern.example": [["192.168.0.7"]]}, ways={(PUBLIC, 80): server.port}
        )

        seen = visit("http://boese.example/", network=network)

    assert seen in (CLOSED, FINE)  # a redirect to another port is not judged
    assert network.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize("way", ["http://[x", "//[Ort].gemeinde.de/", "http://stadt.example:port/"])
def test_a_redirect_to_what_is_no_address_ends_there(internet, way):
    with web_server(says(302, Location=way)) as server:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 80): server.port})

        seen = visit("http://stadt.example/", network=network)

    assert seen == CLOSED
    assert network.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize("name", ["www..stadt.example", ".stadt.example", f"{'a' * 70}.example"])
def test_a_name_that_no_resolver_takes_is_called_broken(name):
    assert visit(f"http://{name}/", network=Network()) == CLOSED


def test_public_ips_are_visited():
    assert all(is_public(ip) for ip in (PUBLIC, "2a00:1450:4001:800::200e", "2606:4700::1111"))


def test_what_is_no_ip_is_not_public():
    assert not any(is_public(ip) for ip in ("", "stadt.example", "1.2.3", "1.2.3.4.5", "0x7f.0.0.1"))


# What a visit says


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (200, None),
        (204, None),
        (401, None),
        (403, None),
        (429, None),
        (404, Problem.GONE),
        (410, Problem.GONE),
        (500, Problem.FAULT),
        (503, Problem.FAULT),
    ],
)
def test_a_page_that_is_gone_and_a_server_at_fault_are_problems_and_a_refusal_is_none(internet, status, problem):
    with web_server(says(status)) as server:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 80): server.port})

        assert visit("http://stadt.example/a?b=c", network=network) == Visit(True, problem)

    assert server.asked[0] == ("HEAD", "/a?b=c")


def test_a_server_that_refuses_a_head_is_asked_for_the_page(internet):
    with web_server(lambda method, _path: (200 if method == "GET" else 405, {})) as server:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 80): server.port})

        assert visit("http://stadt.example/", network=network) == FINE

    assert [method for method, _path in server.asked] == ["HEAD", "GET"]


def test_a_server_is_told_who_asks_and_by_which_name(internet, settings):
    settings.PORTAL_NAME, settings.PORTAL_URL = "Heimathäfen", "https://portal.example"
    with web_server(says(200)) as server:
        network = internet(names={"xn--strae-oqa.example": [[PUBLIC]]}, ways={(PUBLIC, 80): server.port})

        visit("http://Straße.example/Bürger büro", network=network)

    assert server.headers[0]["Host"] == "xn--strae-oqa.example"
    assert server.headers[0]["User-Agent"] == "Heimathfen link check (+https://portal.example)"
    assert "Cookie" not in server.headers[0]
    assert server.asked == [("HEAD", "/B%C3%BCrger%20b%C3%BCro")]


def test_an_address_cannot_smuggle_a_line_into_the_request(internet):
    with web_server(says(200)) as server:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 80): server.port})

        visit("http://stadt.example/a%0d%0aX-Evil: 1\r\nX-Evil: 2", network=network)

    assert all("X-Evil" not in headers for headers in server.headers)


def test_redirects_are_followed_also_to_another_server(internet):
    with web_server(says(200)) as there, web_server(says(301, Location="http://neu.example/ziel")) as here:
        network = internet(
            names={"alt.example": [[PUBLIC]], "neu.example": [[ANOTHER]]},
            ways={(PUBLIC, 80): here.port, (ANOTHER, 80): there.port},
        )

        assert visit("http://alt.example/", network=network) == FINE

    assert there.asked == [("HEAD", "/ziel")]


def test_a_redirect_that_never_ends_is_a_problem(internet):
    with web_server(says(302, Location="/weiter")) as server:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 80): server.port})

        assert visit("http://stadt.example/", network=network) == Visit(True, Problem.LOOP)

    assert len(server.asked) == 6


def test_a_server_that_never_answers_ends_the_visit(internet):
    with raw_server(lambda line, is_over: is_over.wait()) as port:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 80): port})

        assert visit("http://stadt.example/", network=network, most_seconds=0.2) == Visit(True, Problem.SLOW)


@pytest.mark.parametrize(
    "begins", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", b""], ids=["headers", "continue", "nothing"]
)
def test_a_server_that_drips_ends_the_visit(internet, begins):
    def drip(line, is_over):
        line.sendall(begins)
        while not is_over.wait(0.01):
            line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" if b"100" in begins else b"X")

    with raw_server(drip) as port:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 80): port})

        assert visit("http://stadt.example/", network=network, most_seconds=0.3).problem in (
            Problem.SLOW,
            Problem.SILENT,  # a line that is too long ends it sooner
        )


def test_of_an_endless_page_nothing_but_the_head_is_read(internet):
    n_sent = []

    def flood(line, is_over):
        asked = line.recv(1000)
        if asked.startswith(b"HEAD"):
            line.sendall(b"HTTP/1.1 405 No\r\n\r\n")
            return
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not is_over.is_set():
            n_sent.append(line.send(b"x" * 65536))

    with raw_server(flood) as port:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 80): port})

        assert visit("http://stadt.example/", network=network) == FINE

    assert sum(n_sent) < 50_000_000  # what the line held when the visitor hung up


def test_words_that_are_no_web_server_are_a_problem(internet):
    def babble(line, _is_over):
        line.recv(1000)
        line.sendall(b"220 mail.example ESMTP\r\n")

    with raw_server(babble) as port:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 80): port})

        assert visit("http://stadt.example/", network=network) == Visit(True, Problem.SILENT)


def test_a_server_that_is_not_there_is_a_problem(internet):
    network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 80): 1})

    assert visit("http://stadt.example/", network=network) == Visit(True, Problem.SILENT)


def test_a_name_that_nobody_has_is_a_problem(internet, monkeypatch):
    def nobody(*_arguments, **_more):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)

    assert visit("http://gibt-es-nicht.example/", network=internet()) == Visit(True, Problem.UNKNOWN_HOST)


def test_while_our_own_network_is_away_nothing_is_said(internet, monkeypatch):
    def away(*_arguments, **_more):
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr(socket, "getaddrinfo", away)

    assert visit("http://stadt.example/", network=internet()) == Visit(False)


# TLS


@pytest.mark.parametrize(
    ("name", "problem"), [("stadt.example", None), ("andere.example", Problem.UNSAFE)], ids=["own name", "another's"]
)
def test_a_certificate_must_be_made_out_to_the_servers_name(internet, tmp_path, name, problem):
    with web_server(says(200), tls=certificate(tmp_path, name)) as server:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 443): server.port})
        network.trust = trusting(tmp_path)

        assert visit("https://stadt.example/", network=network) == Visit(True, problem)

    assert bool(server.asked) is (problem is None)


def test_a_certificate_for_the_ip_does_not_do_for_the_name(internet, tmp_path):
    with web_server(says(200), tls=certificate(tmp_path, PUBLIC)) as server:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 443): server.port})
        network.trust = trusting(tmp_path)

        assert visit("https://stadt.example/", network=network) == Visit(True, Problem.UNSAFE)


def test_a_certificate_that_nobody_vouches_for_is_a_problem(internet, tmp_path):
    with web_server(says(200), tls=certificate(tmp_path, "stadt.example")) as server:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 443): server.port})

        assert visit("https://stadt.example/", network=network) == Visit(True, Problem.UNSAFE)


def test_a_handshake_that_never_comes_ends_the_visit(internet):
    with raw_server(lambda line, is_over: is_over.wait()) as port:
        network = internet(names={"stadt.example": [[PUBLIC]]}, ways={(PUBLIC, 443): port})

        assert visit("https://stadt.example/", network=network, most_seconds=0.2) == Visit(True, Problem.SLOW)
