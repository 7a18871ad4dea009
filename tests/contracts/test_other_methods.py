"""No address takes a method that it has no use for: nothing is told, nothing is written, nothing breaks."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contracts.test_urls_by_role import (
    ADDRESSES,
    changed,
    contents,
    filled,
    noting_writes,
)
from tests.contracts.url_outcomes import Role
from tests.contracts.world import World, make_world

CHANGING = ("put", "patch", "delete")
READING = ("head", "options", "trace")


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    return make_world()


def faults(world: World, role: Role, path: str, writes: list[str]) -> Iterator[str]:
    browser = world.browser(role)
    for method in (*CHANGING, *READING):
        with noting_writes(f"{method} {path}", writes) as asked:
            answer = asked.answer = getattr(browser, method)(path)
        if answer.status_code >= 500:
            yield f"{method} {path}: {answer.status_code}"
        answer.getvalue()


@pytest.mark.parametrize("role", [Role.VISITOR, Role.ALUMNA, Role.YOUTH, Role.EDITOR])
def test_other_methods_do_nothing_anywhere(role: Role, world: World) -> None:
    before, writes, wrong = contents(), [], []

    for address in ADDRESSES:
        wrong += faults(world, role, filled(address, world.things), writes)

    assert not wrong, "\n".join(wrong)
    assert not writes, "\n".join(writes)
    assert changed(before, contents()) == set()
