"""Which addresses may be visited: those that any visitor could open, and nothing of this network.

Whoever writes a link decides where the portal's server connects to. So an address is taken apart here, and only here:
web schemes on their own ports, no passwords, no odd ways to write a number, and public networks only.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

import idna

PORTS = {"http": 80, "https": 443}
MOST_LETTERS = 2000
_SAFE = "%/:=&?~+!$,;'@()*[]-._"
# Of IPv6, only what is handed out to the public; there, too, some ranges carry an IPv4 address inside.
_PUBLIC_V6 = ip_network("2000::/3")
_NOT_PUBLIC = tuple(
    ip_network(one)
    for one in (
        *("192.0.0.0/24", "192.88.99.0/24"),  # protocols, and relays of 6to4
        *("2001::/23", "2002::/16"),  # Teredo and other protocols, 6to4
        *("2001:db8::/32", "3fff::/20"),  # for examples
    )
)
_ISATAP = re.compile(r"(?:[0-9a-f]{4}:){4}(?:0000|0200):5efe:[0-9a-f]{4}:[0-9a-f]{4}")
_PLAIN_NAME = re.compile(r"[a-z0-9._-]+", re.IGNORECASE)
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)


class ClosedAddressError(Exception):
    """An address that visitors cannot open either, or that leads into this network."""


class NotJudgedError(Exception):
    """An address that is fine for visitors, but not one that the portal visits."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: what to connect to, and what to ask for."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """The server's name as a request tells it; ports are the usual ones and need no telling."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(address: str) -> Target:
    """Take an address apart; raise an error for one that must not be visited."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as problem:
        raise ClosedAddressError(str(problem)) from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not parts.hostname or len(address) > MOST_LETTERS:
        raise ClosedAddressError("no address of the web")
    if "@" in parts.netloc or "%" in parts.netloc or "\\" in address:
        raise ClosedAddressError("it hides where it leads")
    if port is not None and port not in PORTS.values():
        raise NotJudgedError("a port of its own")
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Target(scheme, _host(parts.hostname), port or PORTS[scheme], path)


def host_of(address: str) -> str:
    """Return the server that an address names, to be polite to it; nothing where none can be read."""
    try:
        return (urlsplit(address).hostname or "")[:253]
    except ValueError:
        return ""


def is_public(ip: str) -> bool:
    """Return whether an IP belongs to somebody on the public internet; one that carries another inside does not."""
    try:
        found = ip_address(ip)
    except ValueError:
        return False
    if found.is_multicast or not found.is_global or any(found in network for network in _NOT_PUBLIC):
        return False
    return not isinstance(found, IPv6Address) or _is_plain_v6(found)


def _is_plain_v6(ip: IPv6Address) -> bool:
    return ip in _PUBLIC_V6 and _ISATAP.fullmatch(ip.exploded) is None


def _host(name: str) -> str:
    """Return a server's name in letters that the network knows, or its IP; odd ways to write an IP are refused."""
    try:
        return str(ip_address(name))
    except ValueError:
        pass
    name = name.rstrip(".")
    try:
        host = (name if _PLAIN_NAME.fullmatch(name) else idna.encode(name, uts46=True).decode()).lower()
    except (idna.IDNAError, UnicodeError) as problem:
        raise ClosedAddressError(str(problem)) from None
    # A last part that is a number makes some resolvers read the whole as an IP: 2130706433, 0x7f.1, 127.1.
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise ClosedAddressError("a number written in an odd way")
    return host
