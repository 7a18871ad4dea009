"""A test whose service is missing is skipped with a way out, or fails where the service is required."""

from types import SimpleNamespace

import pytest

from tests.support import services


def a_test(*missing: str) -> SimpleNamespace:
    return SimpleNamespace(user_properties=[("missing", name) for name in missing])


def test_a_missing_service_skips_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUIRE_SERVICES", raising=False)

    with pytest.raises(pytest.skip.Exception, match="needs redis: apt install redis-server"):
        services.require_for(a_test("redis"))


@pytest.mark.parametrize("required", ["1", "redis", "chromium,redis"])
def test_a_required_service_that_is_missing_fails(monkeypatch: pytest.MonkeyPatch, required: str) -> None:
    monkeypatch.setenv("REQUIRE_SERVICES", required)

    with pytest.raises(pytest.fail.Exception, match="needs redis"):
        services.require_for(a_test("redis"))


def test_only_the_services_that_are_named_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE_SERVICES", "chromium")

    with pytest.raises(pytest.skip.Exception):
        services.require_for(a_test("redis"))


def test_the_summary_counts_what_was_not_run_in_one_line() -> None:
    line = services.summary([a_test("redis"), a_test("redis"), a_test("chromium"), a_test()])

    assert "2 × redis (apt install redis-server" in line
    assert "1 × chromium (apt install chromium)" in line
    assert "\n" not in line


def test_nothing_is_said_when_everything_was_run() -> None:
    assert services.summary([]) == ""


def test_whoever_asks_for_a_browser_needs_chromium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "chromium_path", lambda: None)
    marks: list[str] = []
    item = SimpleNamespace(
        fixturenames=["browser"],
        user_properties=[],
        add_marker=marks.append,
        iter_markers=lambda: [SimpleNamespace(name=name) for name in marks],
    )

    services.mark_items([item])

    assert ("missing", "chromium") in item.user_properties
