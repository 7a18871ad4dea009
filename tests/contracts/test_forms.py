"""A form with mistakes keeps what was typed, names the field and the mend, and has the focus where the list stands."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.test import Client

from cms.welcome.models import FormField, FormPage, HomePage
from tests.contracts.url_outcomes import Role
from tests.contracts.world import World, make_world

Attributes = dict[str, str]


@dataclass
class ReadForm(HTMLParser):
    """What a page's form says to those who do not see it."""

    ids: set[str] = field(default_factory=set)
    fields: list[Attributes] = field(default_factory=list)
    summary: Attributes | None = None
    summary_links: list[str] = field(default_factory=list)
    first_with_focus: Attributes | None = None
    _in_summary: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if "id" in named:
            self.ids.add(named["id"])
        if "autofocus" in named and self.first_with_focus is None:
            self.first_with_focus = named
        if tag == "div" and named.get("class") == "hh-summary":
            self.summary, self._in_summary = named, 1
        elif self._in_summary and tag == "div":
            self._in_summary += 1
        elif self._in_summary and tag == "a":
            self.summary_links.append(named["href"])
        if tag in {"input", "select", "textarea", "fieldset"}:
            self.fields.append(named)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._in_summary:
            self._in_summary -= 1


FORMS = [
    (Role.VISITOR, "post", "/konto/anmelden/", {"email": "keine-adresse"}),
    (Role.VISITOR, "post", "/konto/registrieren/", {"email": "keine-adresse"}),
    (Role.VISITOR, "post", "/konto/anmelden/mit-passwort/", {"login": "keine-adresse", "password": "x"}),
    (Role.VISITOR, "post", "/konto/passwort/vergessen/", {"email": "keine-adresse"}),
    (Role.ALUMNA, "post", "/passt-zu-mir/angaben/", {"occupation": "Tischlerin", "hours_min": "viele"}),
    (Role.YOUTH, "post", "/mentoren/angaben/", {"first_name": "Mila", "birth_date": "gestern"}),
    (Role.ALUMNA, "post", "/passt-zu-mir/einwilligung/", {}),
    (Role.YOUTH, "post", "/mentoren/einwilligung/", {}),
    (Role.VISITOR, "get", "/angebote/", {"q": "Pflege", "radius": "weit"}),
    (Role.VISITOR, "post", "/kontakt/", {"name": "Jana", "e-mail": "keine-adresse"}),
]
KEPT = {"keine-adresse", "Tischlerin", "Mila", "Jana", "Pflege"}


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    page = FormPage(title="Kontakt", slug="kontakt")
    HomePage.objects.get().add_child(instance=page)
    FormField.objects.create(page=page, label="Name", clean_name="name", field_type="singleline", sort_order=1)
    FormField.objects.create(page=page, label="E-Mail", clean_name="e-mail", field_type="email", sort_order=2)
    return made


def explanation_of(control: Attributes, form: ReadForm) -> list[str]:
    """Return the ids that explain a control; the boxes of a group are explained by their fieldset."""
    own = control.get("aria-describedby", "").split()
    if own or control.get("type") not in {"checkbox", "radio"}:
        return own
    explained = [one.get("aria-describedby", "").split() for one in form.fields]
    return next((names for names in explained if f"id_{control['name']}_error" in names), [])


def sent(world: World, role: Role, method: str, path: str, data: dict[str, str]) -> tuple[int, str]:
    answer = getattr(world.browser(role), method)(path, data)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("role", "method", "path", "data"), FORMS, ids=lambda value: value if str(value)[0] == "/" else ""
)
def test_a_form_with_a_mistake(role: Role, method: str, path: str, data: dict[str, str], world: World) -> None:
    status, content = sent(world, role, method, path, data)

    form = ReadForm()
    form.feed(content)
    assert status in {200, 400}
    # The list of mistakes stands on top, has the focus, and leads to each field.
    assert form.summary is not None
    assert form.summary["tabindex"] == "-1"
    assert form.first_with_focus == form.summary
    assert {link.removeprefix("#") for link in form.summary_links} <= form.ids
    # Each field with a mistake says so, and names its explanation.
    mistaken = [
        one for one in form.fields if one.get("aria-invalid") == "true" or "_error" in one.get("aria-describedby", "")
    ]
    assert mistaken
    for one in mistaken:
        explained_by = explanation_of(one, form)
        assert any(name.endswith("_error") for name in explained_by), one
        assert set(explained_by) <= form.ids, one
    # What was typed is still there.
    for typed in KEPT & set(data.values()):
        assert f'value="{typed}"' in content


def test_a_password_is_never_shown_again(world: World) -> None:
    _status, content = sent(
        world, Role.VISITOR, "post", "/konto/anmelden/mit-passwort/", {"login": "a@b.example", "password": "geheim-123"}
    )

    assert "geheim-123" not in content


def test_a_form_without_mistakes_shows_no_list() -> None:
    form = ReadForm()
    form.feed('<form class="hh-form"><input id="a"></form>')

    assert form.summary is None


@pytest.mark.django_db
def test_the_search_keeps_the_words() -> None:
    assert 'value="Pflge &lt;b&gt;"' in Client().get("/suche/", {"q": "Pflge <b>"}).content.decode()
