"""Every address has an outcome for every role, decided by hand; what is not decided is a failure."""

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.contracts import desk_outcomes as desk
from tests.contracts.account_outcomes import ACCOUNTS, DEMONSTRATION, SECOND_FACTORS, SIGNING_IN
from tests.contracts.desk_paths import paths
from tests.contracts.url_outcomes import ALUMNI, MENTORING, PUBLIC, Address, Outcome, Role
from tests.contracts.world import World, make_world

ADDRESSES: tuple[Address, ...] = (*PUBLIC, *ALUMNI, *MENTORING, *ACCOUNTS, *SIGNING_IN, *SECOND_FACTORS, *DEMONSTRATION)
# The report of translations has no order; with one page that is no matter.
UNORDERED_BY_LOCALIZE = "ignore:Pagination may yield:django.core.paginator.UnorderedObjectListWarning"
STAFF = [Role.EDITOR, Role.MUNICIPALITY_EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR]
OUTSIDE = [Role.VISITOR, Role.ALUMNA, Role.YOUTH, Role.MENTOR]
# Reading may keep sessions alive and make smaller copies of pictures; on the desk, Wagtail notes who has opened a page
# for editing, and makes room for a person's own settings. Nothing else is ever written, but for the line in the audit
# log that says who was turned away at the desk, or took a list away as a file.
WRITTEN_BY_READING = re.compile(
    r'"(django_session|core_portalrendition|wagtailadmin_editingsession|wagtailcore_pagesubscription|wagtailusers_userprofile)"'
)
AUDIT_LOG = "audit_entry"
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|ALTER|CREATE|DROP|TRUNCATE)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Pattern:
    """One pattern of the resolver."""

    namespace: str
    name: str
    route: str

    @property
    def view_name(self) -> str:
        return f"{self.namespace}:{self.name}" if self.namespace else self.name

    @property
    def area(self) -> str:
        """The key in the desk's table: the address itself where it is listed, otherwise its namespace."""
        return self.view_name if self.view_name in desk.AREAS else self.namespace or self.name or self.route


def patterns(resolver: URLResolver | None = None, route: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Pattern]:
    for one in (resolver or get_resolver()).url_patterns:
        path = route + str(one.pattern)
        if isinstance(one, URLPattern):
            yield Pattern(":".join(spaces), one.name or "", path)
        else:
            yield from patterns(one, path, (*spaces, one.namespace) if one.namespace else spaces)


def desk_patterns() -> list[Pattern]:
    declared = {address.name for address in ADDRESSES}
    return [one for one in patterns() if one.route.startswith(desk.DESK) and one.view_name not in declared]


@pytest.fixture
def world(db: None, settings: object) -> World:
    # The test runner puts a list in place of the outbox.
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    return make_world()


@pytest.fixture
def garbage_collected() -> Iterator[None]:
    """Collect what the test left while its warnings are still ignored."""
    yield
    gc.collect()


def test_every_pattern_of_the_resolver_is_declared() -> None:
    declared = {address.name for address in ADDRESSES}

    undeclared = [one for one in patterns() if one.view_name not in declared and one.area not in desk.AREAS]

    assert not undeclared, "decide in tests/contracts/*_outcomes.py what each role gets there"


def test_an_area_of_the_desk_opens_nothing_outside_the_desk() -> None:
    declared = {address.name for address in ADDRESSES}

    outside = [one for one in patterns() if one.view_name not in declared and not one.route.startswith(desk.DESK)]

    assert not outside


def test_the_tables_name_nothing_that_is_gone() -> None:
    names, areas = {one.view_name for one in patterns()}, {one.area for one in patterns()}

    assert {address.name for address in ADDRESSES} - names == set()
    assert set(desk.AREAS) - areas == set()
    assert names >= desk.STUMBLES


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_each_role_has_an_outcome_at(address: Address) -> None:
    assert set(address.get) == set(address.post) == set(Role)


def filled(address: Address, things: Mapping[str, object]) -> str:
    """Return the path with things in it; "=word" stands for the word itself."""
    values = {
        key: value[1:] if value.startswith("=") else str(things[value]) for key, value in address.arguments.items()
    }
    if all(key.isdigit() for key in values):
        path = reverse(address.name, args=list(values.values()))
    else:
        path = reverse(address.name, kwargs=values)
    return f"{path}?{address.query}" if address.query else path


def said(response: HttpResponse) -> str:
    """Return an answer in the words of the tables."""
    if response.streaming:
        list(response.streaming_content)  # a document's file stays open until it was read
    return f"{response.status_code} {urlsplit(response.get('Location', '')).path}".strip()


def meant(outcome: Outcome) -> str:
    leads_to = "/" if outcome.leads_to == "home" else outcome.leads_to and reverse(outcome.leads_to)
    return f"{outcome.status} {leads_to}".strip()


@pytest.mark.parametrize("role", Role)
def test_reading_an_address_gives(role: Role, world: World) -> None:
    before, writes, wrong = contents(), [], []
    browser = world.browser(role)

    for address in ADDRESSES:
        path = filled(address, world.things)
        for _repeated in range(2):
            with noting_writes(f"GET {path}", writes) as asked:
                asked.answer = browser.get(path)
            answer = said(asked.answer)
            if answer != meant(address.get[role]):
                wrong.append(f"{address}: {answer}, not {meant(address.get[role])}")

    assert not wrong, "\n".join(wrong)
    assert not writes, "\n".join(writes)
    assert changed(before, contents()) == set()


@pytest.mark.parametrize("role", Role)
def test_posting_to_an_address_gives(role: Role, world: World) -> None:
    wrong = []

    for address in ADDRESSES:
        with taken_back():
            answer = said(world.browser(role).post(filled(address, world.things), dict(address.data)))
        if answer != meant(address.post[role]):
            wrong.append(f"{address}: {answer}, not {meant(address.post[role])}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", Role)
def test_posting_without_the_forms_token_changes_nothing(role: Role, world: World) -> None:
    before, wrong = contents(), []
    browser = world.browser(role, enforce_csrf_checks=True)

    for address in ADDRESSES:
        answer = browser.post(filled(address, world.things), dict(address.data))
        if answer.status_code == 200 or answer.status_code >= 500:
            wrong.append(f"{address}: {said(answer)}")

    assert not wrong, "\n".join(wrong)
    assert changed(before, contents()) == set()


@pytest.mark.parametrize("role", [Role.VISITOR, Role.ALUMNA])
def test_the_english_addresses_answer_alike(role: Role, world: World) -> None:
    browser, wrong = world.browser(role), []

    for address in [one for one in ADDRESSES if one.name != "wagtail_serve"]:
        with translation.override("en"):
            path, expected = filled(address, world.things), meant(address.get[role])
        answer = said(browser.get(path))
        if answer != (expected if path.startswith("/en/") else meant(address.get[role])):
            wrong.append(f"{path}: {answer}, not {expected}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_desk_shows_nothing_to(role: Role, method: str, world: World) -> None:
    before, writes, wrong = contents(), [], []
    browser = world.browser(role)
    ways_out = {f"302 {reverse(name)}" for name in desk.WAYS_OUT}

    for path, pattern in desk_paths(world):
        with noting_writes(f"{method} {path}", writes) as asked:
            answer = asked.answer = getattr(browser, method)(path)
        if pattern.area in desk.SHOWN_TO_EVERYBODY:
            continue
        leads_astray = answer.status_code == 302 and said(answer) not in ways_out
        if answer.status_code not in desk.OUTSIDE_STATUSES or leads_astray:
            wrong.append(f"{path}: {said(answer)}")

    assert not wrong, "\n".join(wrong)
    assert not writes, "\n".join(writes)
    assert changed(before, contents()) == set()


@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_a_second_factor_are_led_to_it_from_everywhere_on_the_desk(method: str, world: World) -> None:
    browser = world.browser(Role.EDITOR_WITHOUT_SECOND_FACTOR)
    second_factor = f"302 {reverse('mfa_activate_totp')}"

    answers = {path: said(getattr(browser, method)(path)) for path, _pattern in desk_paths(world)}

    assert {path: answer for path, answer in answers.items() if answer != second_factor} == {}


@pytest.mark.filterwarnings(UNORDERED_BY_LOCALIZE)
@pytest.mark.usefixtures("garbage_collected")
@pytest.mark.parametrize("role", STAFF)
def test_staff_read_on_the_desk_what_their_role_opens(role: Role, world: World) -> None:
    before, writes, wrong, shown = contents(), [], [], set()

    for path, pattern in desk_paths(world, role):
        with noting_writes(f"GET {path}", writes) as asked:
            # A new browser each time: Wagtail's answer to reading the sign-out takes the cookie away.
            answer = asked.answer = world.browser(role).get(path)
        if answer.status_code == 200:
            shown.add(pattern.area)
        if answer.status_code not in allowed(pattern, role):
            wrong.append(f"{pattern.area} {path}: {said(answer)}")

    unused = (
        {area for area, roles in desk.AREAS.items() if role in roles}
        - shown
        - WITHOUT_A_PAGE
        - LEADING_ON.get(role, set())
    )
    assert not wrong, "\n".join(wrong)
    assert not unused, "declared open, but nothing is shown there"
    assert not writes, "\n".join(writes)
    assert changed(before, contents()) == set()


@pytest.mark.filterwarnings(UNORDERED_BY_LOCALIZE)
@pytest.mark.usefixtures("garbage_collected")
@pytest.mark.parametrize("role", STAFF)
def test_staff_write_on_the_desk_only_where_their_role_opens_it(role: Role, world: World) -> None:
    writes, wrong = [], []

    for path, pattern in desk_paths(world, role):
        if pattern.area == "wagtailadmin_logout":
            continue
        is_open = desk.entry(pattern.area, role) is desk.Entry.OPEN
        written: list[str] = []
        with taken_back(), noting_writes(f"POST {path}", written) as asked:
            answer = asked.answer = world.browser(role).post(path)
        if not is_open or answer.status_code >= 500:
            writes += written
        if answer.status_code not in allowed(pattern, role):
            wrong.append(f"{pattern.area} {path}: {said(answer)}")

    assert not wrong, "\n".join(wrong)
    assert not writes, "\n".join(writes)


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/gibt-es-nicht/", "/intern/", "/konto/loeschen/"])
@pytest.mark.parametrize("role", [Role.ALUMNA, Role.YOUTH, Role.MENTOR, Role.EDITOR, Role.COORDINATOR])
def test_nobody_is_sent_round_in_circles(role: Role, path: str, world: World) -> None:
    answer = world.browser(role).get(path, follow=True)

    assert answer.status_code in {200, 403, 404}


# Areas whose addresses answer scripts and forms only, lead on, or need more than an id.
WITHOUT_A_PAGE = {
    "translation_draft",
    "form_answers_mark",
    "page_findings_on_add",
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_block_preview",
    "wagtailsnippets",
    "wagtail_localize",
    "wagtailadmin_logout",
    "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions",
    "wagtail_bulk_action",
}

# Where a role is led on at once: who has one tree of pages starts at its root.
LEADING_ON = {Role.MUNICIPALITY_EDITOR: {"wagtailadmin_explore_root"}}


def allowed(pattern: Pattern, role: Role) -> set[int]:
    is_open = desk.entry(pattern.area, role) is desk.Entry.OPEN
    stumbles = {500} if pattern.view_name in desk.STUMBLES else set()
    return stumbles | (desk.OPEN_STATUSES if is_open else desk.CLOSED_STATUSES)


def desk_paths(world: World, role: Role = Role.EDITOR) -> Iterator[tuple[str, Pattern]]:
    for pattern in desk_patterns():
        for path in paths(pattern.route, area=pattern.namespace or pattern.area, things=world.rows_for(role)):
            yield path, pattern


def contents() -> dict[str, int]:
    """Return a fingerprint of each table, but for those that reading may write to."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table != AUDIT_LOG and not WRITTEN_BY_READING.search(f'"{table}"'):
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = hash(tuple(sorted(map(repr, cursor.fetchall()))))
    return found


def changed(before: Mapping[str, int], after: Mapping[str, int]) -> set[str]:
    return {table for table in before if before[table] != after[table]}


@dataclass
class Asked:
    """What somebody asked, and got."""

    answer: HttpResponse | None = None

    def is_refused_at_the_desk(self) -> bool:
        """Return whether the desk said no: openly, as if nothing were there, or by leading away."""
        if self.answer is None or not self.answer.wsgi_request.path.startswith(f"/{desk.DESK}"):
            return False
        if self.answer.status_code in {403, 404}:
            return True
        led_away = {reverse("wagtailadmin_home"), *map(reverse, desk.WAYS_OUT)}
        return self.answer.status_code == 302 and urlsplit(self.answer["Location"]).path in led_away

    def is_export(self) -> bool:
        """Return whether a list was taken away as a file."""
        return self.answer is not None and "attachment" in self.answer.get("Content-Disposition", "")


@contextmanager
def noting_writes(what: str, writes: list[str]) -> Iterator[Asked]:
    """Note every statement that writes where reading must not; who asks inside says what was answered."""
    asked, in_the_audit_log = Asked(), list[str]()

    def look(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if WRITES.match(sql) and not WRITTEN_BY_READING.search(sql):
            noted = in_the_audit_log if f'"{AUDIT_LOG}"' in sql else writes
            noted.append(f"{what}: {sql[:120]}")
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        yield asked
    if not asked.is_refused_at_the_desk() and not asked.is_export():
        writes += in_the_audit_log


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
