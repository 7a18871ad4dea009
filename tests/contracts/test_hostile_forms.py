"""Whatever is typed into a form, or put into its place, is answered: in words, never with an error of the portal."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.welcome.models import HomePage
from tests.contracts.test_urls_by_role import ADDRESSES, filled, taken_back
from tests.contracts.url_outcomes import OK, Role
from tests.contracts.world import World, make_world
from tests.factories import FormPageFactory

HOSTILE: tuple[Any, ...] = (
    *("", " ", "\x00", "a\x00b", "\r\nBcc: jemand@evil.example", "x" * 10_000, "\u202e\u2066\ufeff", "🦆" * 300),
    *("٣٤", "９９", "-1", "0", "1e400", "NaN", "Infinity", "9" * 400, "1.5", "0x10", "--", "%00", "%s%n{0}${7*7}"),
    *("' OR 1=1 --", '"; DROP TABLE x; --', "\\", "*:* AND [", "(((((", "../../etc/passwd", "javascript:alert(1)"),
    *("0000-00-00", "9999-12-31", "2026-02-30", "25:61", "[]", "{}", "null", "[" * 2_000, '{"a":' * 500, "<script>"),
    ["a", "b", "\x00"],
    SimpleUploadedFile("x\x00.png", b"GIF89a"),
    SimpleUploadedFile("../../x.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100),
)
ROUNDS = 4


@dataclass
class Forms(HTMLParser):
    """Collects the names of the fields that a page's posting forms hold, with the values that they would send."""

    sent: dict[str, str] = field(default_factory=dict)
    _is_inside: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._is_inside = named.get("method", "get").lower() == "post"
        elif self._is_inside and tag in {"input", "select", "textarea", "button"} and named.get("name"):
            self.sent.setdefault(named["name"], named.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    made = make_world()
    FormPageFactory(parent=HomePage.objects.get(), slug="kontakt")
    return made


def fields_of(world: World, role: Role, path: str) -> dict[str, str]:
    """Return what the forms of a page would send."""
    answer = world.browser(role).get(path)
    forms, content = Forms(), answer.getvalue().decode("utf-8", "replace")
    kind = answer.get("Content-Type", "")
    if answer.status_code == OK.status and kind.startswith("text/html"):
        forms.feed(content)
    elif kind.startswith("application/json") and isinstance(told := json.loads(content), dict):
        forms.feed(str(told.get("html", "")))
    return {name: value for name, value in forms.sent.items() if name != "csrfmiddlewaretoken"}


def hostile(names: dict[str, str], seed: str) -> Iterator[dict[str, Any]]:
    """Yield what to send: all fields hostile at once, and then one of them among good ones."""
    drawn = random.Random(seed)
    for number in range(ROUNDS):
        bad = {name: drawn.choice(HOSTILE) for name in names}
        some = drawn.sample(sorted(names), k=min(len(names), 1 + number))
        yield bad if number == 0 else {**names, **{name: bad[name] for name in some}}


def broken_by(world: World, role: Role, path: str, names: dict[str, str]) -> Iterator[str]:
    for data in hostile(names, f"{role} {path.partition('?')[0]}"):
        for value in data.values():
            if hasattr(value, "seek"):
                value.seek(0)
        with taken_back():
            cache.clear()  # limits are tested elsewhere
            answer = world.browser(role).post(path, data)
            answer.getvalue()  # a file stays open until it was read
        if answer.status_code >= 500:
            yield f"{path} {answer.status_code}: { {name: str(value)[:40] for name, value in data.items()} }"[:700]


@pytest.mark.parametrize("role", [Role.VISITOR, Role.ALUMNA, Role.YOUTH, Role.EDITOR])
def test_no_form_of_the_portal_breaks(role: Role, world: World) -> None:
    wrong: list[str] = []

    paths = {filled(address, world.things): address.data for address in ADDRESSES} | {"/kontakt/": {}}
    for path, data in paths.items():
        wrong += broken_by(world, role, path, {**data, **fields_of(world, role, path)})

    assert not wrong, "\n".join(wrong)


def test_the_fields_of_forms_are_found(world: World) -> None:
    assert set(fields_of(world, Role.VISITOR, "/kontakt/")) >= {"ihr_name", "ihre_nachricht"}
    assert "email" in fields_of(world, Role.VISITOR, "/konto/anmelden/")
    assert "place" in fields_of(world, Role.ALUMNA, "/passt-zu-mir/angaben/")
