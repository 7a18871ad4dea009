"""A municipality's editor tries everything of another municipality, at every address of the desk."""

from collections.abc import Callable, Iterable, Iterator
from unittest import mock

import pytest
from django.http import HttpResponse

from cms.core.town_halls import gate
from tests.contracts.municipality_paths import foreign_paths, has_arguments
from tests.contracts.test_urls_by_role import (
    UNORDERED_BY_LOCALIZE,
    Pattern,
    changed,
    contents,
    desk_patterns,
    noting_writes,
    taken_back,
)
from tests.contracts.two_municipalities import CANARY, TwoMunicipalities, make_two_municipalities

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(UNORDERED_BY_LOCALIZE),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
# Leaves the desk, and with it the session that the others need.
SIGNS_OUT = {"wagtailadmin_logout"}


@pytest.fixture
def both(db: None, settings: object) -> TwoMunicipalities:
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    return make_two_municipalities()


def form_data(both: TwoMunicipalities) -> dict[str, str]:
    """Return fields that many of the desk's forms ask for, so that a right that is missing is all that stops them."""
    own, other = both.own.rows, both.other.rows
    return {
        **dict.fromkeys(("title", "new_title", "name"), "Neu"),
        **dict.fromkeys(("slug", "new_slug", "key"), "neu"),
        "new_parent_page": str(own["root"]),
        "destination_page_id": str(own["root"]),
        "revision_id": str(other["revision"]),
        "locale": "en",
        "locales": str(both.shared["locale"]),
        "publish_translations": "on",
        "restriction_type": "none",
        "value": "Neu",
        "comment": "Neu",
        "action-delete": "1",
        "collection": str(own["collection"]),
        "phone": "03588 1",
        "place": str(own["place"]),
        "municipality": str(own["place"]),
        "kind": "company",
        "selected-submissions": str(other["answers"]),
    }


def sings(response: HttpResponse) -> bool:
    """Return whether an answer tells of what the other municipality has not published."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    told = (body.decode("utf-8", "replace"), str(response.headers), str(response.cookies))
    return any(CANARY.lower() in one.lower() for one in told)


def faults(answers: Iterable[tuple[str, Callable[[], HttpResponse]]]) -> Iterator[str]:
    """Ask one after the other; return where something was told, written, or broke."""
    for what, ask in answers:
        writes: list[str] = []
        with noting_writes(what, writes) as asked:
            response = asked.answer = ask()
        if sings(response):
            yield f"{what} tells: {response.status_code}"
        if writes:
            yield f"wrote: {writes[0]}"


def tries(both: TwoMunicipalities, patterns: Iterable[Pattern]) -> Iterator[tuple[str, Callable[[], HttpResponse]]]:
    data = form_data(both)
    for pattern in patterns:
        area = pattern.namespace or pattern.area
        for path in foreign_paths(pattern.route, area=area, both=both):
            for method in ("get", "post"):
                sent = data if method == "post" else {}
                yield f"{method} {path}", lambda m=method, p=path, s=sent: getattr(both.browser(), m)(p, s)


def with_ids() -> list[Pattern]:
    return [one for one in desk_patterns() if has_arguments(one.route)]


def test_at_no_address_an_id_of_the_other_opens_anything(both: TwoMunicipalities) -> None:
    before = contents()

    found = list(faults(tries(both, with_ids())))

    assert not found, "\n".join(found)
    assert changed(before, contents()) == set()


def test_the_tries_find_what_wagtail_leaves_open_without_the_gate(both: TwoMunicipalities) -> None:
    with mock.patch.object(gate, "belongs", return_value=True), taken_back():
        found = list(faults(tries(both, [one for one in with_ids() if "organization" in one.area])))

    assert any("tells" in one for one in found)
    assert any("wrote" in one for one in found)


def test_no_list_of_the_desk_tells_of_the_others_drafts(both: TwoMunicipalities) -> None:
    told = []

    for pattern in desk_patterns():
        if has_arguments(pattern.route) or pattern.name in SIGNS_OUT:
            continue
        (path,) = foreign_paths(pattern.route, area=pattern.area, both=both)
        for method in ("get", "post"):
            with taken_back():
                response = getattr(both.browser(), method)(path)
            if sings(response):
                told.append(f"{method} {path}: {response.status_code}")

    assert not told, "\n".join(told)
