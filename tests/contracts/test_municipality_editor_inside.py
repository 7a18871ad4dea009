"""A municipality's editor hides another municipality's ids inside what is allowed: in forms, selections and filters."""

import html
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.http import HttpResponse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html, rich_text, streamfield

from tests.contracts.test_municipality_editor import faults
from tests.contracts.test_urls_by_role import changed, contents
from tests.contracts.two_municipalities import CANARY, OWN, TwoMunicipalities, make_two_municipalities

pytestmark = pytest.mark.django_db
Ask = Callable[[], HttpResponse]
EDIT = "/admin/pages/{}/edit/"


@pytest.fixture
def both(db: None, settings: object) -> TwoMunicipalities:
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    return make_two_municipalities()


def assert_nothing_gained(asked: Iterator[tuple[str, Ask]]) -> None:
    before = contents()

    found = list(faults(asked))

    assert not found, "\n".join(found)
    assert changed(before, contents()) == set()


def getting(both: TwoMunicipalities, *paths: str) -> Iterator[tuple[str, Ask]]:
    for path in paths:
        yield f"get {path}", lambda path=path: both.browser().get(path)


def posting(both: TwoMunicipalities, path: str, data: dict[str, Any]) -> tuple[str, Ask]:
    return f"post {path} {data}"[:160], lambda: both.browser().post(path, data)


def filled_form(both: TwoMunicipalities, path: str, form_id: str, **changes: Any) -> dict[str, Any]:
    """Return what a browser would send from a form of the editor's own, with some fields changed."""
    page = both.browser().get(path).content.decode()
    return {**querydict_from_html(page, form_id=form_id).dict(), **changes}


def test_pages_are_not_copied_to_the_other(both: TwoMunicipalities) -> None:
    own, other = both.own.rows, both.other.rows
    data = {"new_title": "Neu", "new_slug": "neu", "new_parent_page": other["root"], "copy_subpages": "on"}

    assert_nothing_gained(
        posting(both, f"/admin/pages/{own[page]}/copy/", {**data, **more})
        for page in ("page", "live page")
        for more in ({}, {"alias": "on"}, {"publish_copies": "on"})
    )


def selections(both: TwoMunicipalities) -> Iterator[tuple[str, Ask]]:
    own, other = both.own.rows, both.other.rows
    for model, actions in _models():
        row = {"portalimage": "image", "portaldocument": "document"}.get(model._meta.model_name, model._meta.model_name)
        row = row if row in other else "page"
        for action in actions:
            path = f"/admin/bulk/{model._meta.app_label}/{model._meta.model_name}/{action}/"
            for query in (
                f"id={other[row]}",
                f"id={own[row]}&id={other[row]}",
                "id=all",
                f"id=all&childOf={other['root']}",
            ):
                yield from getting(both, f"{path}?{query}")
                data = {"chooser": own["root"], "tags": "Neu", "collection": own["collection"]}
                yield posting(both, f"{path}?{query}", data)


def _models() -> Iterator[tuple[Any, list[str]]]:
    bulk_action_registry._scan_for_bulk_actions()
    from django.apps import apps

    for app_label, models in bulk_action_registry.actions.items():
        for name, actions in models.items():
            yield apps.get_model(app_label, name), list(actions)


def test_selections_hold_nothing_of_the_other(both: TwoMunicipalities) -> None:
    assert_nothing_gained(selections(both))


def test_own_pages_are_not_moved_to_the_other_in_a_selection(both: TwoMunicipalities) -> None:
    path = f"/admin/bulk/wagtailcore/page/move/?id={both.own.rows['live page']}"

    assert_nothing_gained(posting(both, path, {"chooser": both.other.rows[to]}) for to in ("root", "page", "section"))


CHOOSERS = {
    "snippets/choose/core/contact": "contact",
    "snippets/choose/matching/organization": "organization",
    "snippets/choose/matching/offer": "offer",
    "images/chooser": "image",
    "documents/chooser": "document",
    "choose-page": "page",
}


def test_choosers_give_nothing_of_the_other(both: TwoMunicipalities) -> None:
    own, other = both.own.rows, both.other.rows

    assert_nothing_gained(
        asked
        for path, row in CHOOSERS.items()
        for asked in getting(
            both,
            f"/admin/{path}/chosen-multiple/?id={other[row]}",
            f"/admin/{path}/chosen-multiple/?id={own[row]}&id={other[row]}",
        )
    )


def test_searching_and_filtering_find_nothing_of_the_other(both: TwoMunicipalities) -> None:
    other = both.other.rows
    lists = [
        *("pages/search/", "pages/search/results/", "choose-page/search/", f"pages/{both.shared['home']}/"),
        *("images/", "images/chooser/results/", "documents/", "documents/chooser/results/", "forms/"),
        *("snippets/core/contact/", "snippets/matching/organization/", "snippets/matching/offer/"),
        *(f"{path}/results/" for path in CHOOSERS if path.startswith("snippets")),
    ]
    # The word itself is sent back as the search field's content: what is asked for is half of it, in any case.
    queries = [
        *(f"q={CANARY[:8]}", f"collection_id={other['collection']}", f"organization={other['organization']}"),
        *(f"owner={both.other.editor.pk}", f"edited_by={both.other.editor.pk}", "export=csv", "export=xlsx"),
        f"place={other['place']}",
    ]
    api = [
        *(f"child_of={other['root']}", f"descendant_of={other['root']}", f"translation_of={other['live page']}"),
        *(f"child_of={both.shared['home']}&for_explorer=1", "include_root=1", "fields=*", f"search={CANARY[:8]}"),
        f"ancestor_of={other['page']}",
    ]

    assert_nothing_gained(
        getting(
            both,
            *(f"/admin/{path}?{query}" for path in lists for query in queries),
            *(f"/admin/api/main/pages/?{query}" for query in api),
            f"/admin/choose-page/{both.shared['home']}/?page_type=welcome.MunicipalityPage",
            "/admin/choose-page/?page_type=welcome.ArticlePage",
            f"/admin/choose-page/{other['root']}/",
        )
    )


def page_forms(both: TwoMunicipalities) -> Iterator[tuple[str, Ask]]:
    own, other = both.own.rows, both.other.rows
    stories: list[list[tuple[str, Any]]] = [
        [("contact", {"contact": other["contact"], "variant": "card"})],
        [("picture", {"picture": {"image": other["image"], "decorative": "on", "alt_text": ""}, "caption": ""})],
        [("document", {"document": other["document"]})],
        [("text", rich_text(f'<p><a linktype="page" id="{other["page"]}">hin</a></p>', features=["link"]))],
        [
            (
                "text",
                rich_text(f'<p><a linktype="document" id="{other["document"]}">x</a></p>', features=["document-link"]),
            )
        ],
    ]
    changes: list[dict[str, Any]] = [{"picture": other["image"]}]
    changes += [nested_form_data({"story": streamfield(story)}) for story in stories]
    for change in changes:
        data = {**_page_form(both, own["live page"]), **change}
        yield posting(both, EDIT.format(own["live page"]), data)
        yield posting(both, f"{EDIT.format(own['live page'])}preview/", data)
    for change in ({"place": other["place"]}, {"logo": other["image"]}, {"contact": other["contact"]}):
        yield posting(both, EDIT.format(own["root"]), {**_page_form(both, own["root"]), **change})


def _page_form(both: TwoMunicipalities, page_id: int) -> dict[str, Any]:
    empty = nested_form_data({"story": streamfield([]), "comments": inline_formset([])})
    return {**filled_form(both, EDIT.format(page_id), "page-edit-form"), **empty}


def test_own_pages_refer_to_nothing_of_the_other(both: TwoMunicipalities) -> None:
    assert_nothing_gained(list(page_forms(both)))


REFUSED_INSIDE: dict[str, Callable[[Mapping[str, Any]], tuple[str, Any]]] = {
    "chosen": lambda other: ("contact", {"contact": other["contact"], "variant": "card"}),
    "in a struct": lambda other: (
        "picture",
        {"picture": {"image": other["image"], "decorative": "on", "alt_text": ""}, "caption": "Bleibt"},
    ),
    "linked": lambda other: (
        "text",
        rich_text(f'<p>Bleibt <a linktype="page" id="{other["page"]}">auch</a></p>', features=["link"]),
    ),
    "in a table": lambda other: ("table", _table_with(other["page"])),
}


def _table_with(page_id: int) -> dict[str, Any]:
    cell = rich_text(f'<p>Bleibt <a linktype="page" id="{page_id}">auch</a></p>', features=["link"])
    column = {"type": "text", "order": 0, "heading": "A", "deleted": ""}
    table = {"caption": "", "column-count": 1, "row-count": 1, "row-0-order": 0, "row-0-deleted": "", "cell-0-0": cell}
    return {"caption": "Tafel", "table": {**table, **{f"column-0-{name}": one for name, one in column.items()}}}


@pytest.mark.parametrize("where", REFUSED_INSIDE)
def test_what_was_written_beside_a_refused_choice_is_not_lost(where: str, both: TwoMunicipalities) -> None:
    kept = ("text", rich_text("<p>Ein langer neuer Absatz</p>", features=["link"]))
    story = nested_form_data({"story": streamfield([kept, REFUSED_INSIDE[where](both.other.rows)])})
    page = both.own.rows["live page"]

    response = both.browser().post(EDIT.format(page), {**_page_form(both, page), **story, "title": "Neuer Titel"})

    shown = html.unescape(response.content.decode())
    assert "das Ihre Gemeinde verwenden darf" in shown
    assert "Ein langer neuer Absatz" in shown
    assert "Neuer Titel" in shown
    assert CANARY not in shown
    if where != "chosen":
        assert "Bleibt" in shown


def test_the_same_form_without_the_others_ids_is_saved(both: TwoMunicipalities) -> None:
    own = both.own.rows
    good = nested_form_data({"story": streamfield([("text", rich_text("<p>Neu</p>", features=["link"]))])})
    data = {**_page_form(both, own["live page"]), **good, "title": "Neuer Titel", "picture": own["image"]}

    response = both.browser().post(EDIT.format(own["live page"]), data)

    assert response.status_code == 302, response.content.decode()
    assert Page.objects.get(pk=own["live page"]).get_latest_revision_as_object().title == "Neuer Titel"


RECORDS = {
    "contact": ("snippets/core/contact", {"picture": "image", "municipality": "place"}),
    "organization": ("snippets/matching/organization", {"place": "place"}),
    "free offer": ("snippets/matching/offer", {"organization": "organization"}),
}


@pytest.mark.parametrize("record", RECORDS)
def test_own_records_are_not_given_to_the_other_and_show_nothing_of_it(record: str, both: TwoMunicipalities) -> None:
    path, fields = RECORDS[record]
    edit, add = f"/admin/{path}/edit/{both.own.rows[record]}/", f"/admin/{path}/add/"
    good = filled_form(both, edit, "w-editor-form")

    assert_nothing_gained(
        posting(both, where, {**good, "key": "neu", field: both.other.rows[row]})
        for where in (edit, add)
        for field, row in fields.items()
    )


@pytest.mark.parametrize("record", RECORDS)
def test_own_records_are_saved(record: str, both: TwoMunicipalities) -> None:
    path, _fields = RECORDS[record]
    edit = f"/admin/{path}/edit/{both.own.rows[record]}/"

    response = both.browser().post(edit, filled_form(both, edit, "w-editor-form"))

    assert response.status_code == 302, response.content.decode()


def test_files_are_not_put_into_the_others_collection(both: TwoMunicipalities) -> None:
    own, other = both.own.rows, both.other.rows
    picture = {"title": "Neu", "collection": other["collection"], "is_decorative": "on", "tags": ""}

    def asked() -> Iterator[tuple[str, Ask]]:
        for path in ("images/add/", "images/chooser/create/", f"images/{own['image']}/"):
            data = {**picture, "file": get_test_image_file()}
            data |= {f"image-chooser-upload-{key}": value for key, value in data.items()}
            yield posting(both, f"/admin/{path}", data)
        path = f"/admin/documents/edit/{own['document']}/"
        yield posting(both, path, {"title": "Neu", "collection": other["collection"]})

    # A form with only one collection to offer takes no collection: what was sent is then put into one's own.
    assert_in_own_collection(both, asked())


def assert_in_own_collection(both: TwoMunicipalities, asked: Iterator[tuple[str, Ask]]) -> None:
    collection = both.other.rows["collection"]

    answers = [ask() for _what, ask in asked]

    from wagtail.documents import get_document_model
    from wagtail.images import get_image_model

    assert len(answers) == 4
    assert get_image_model().objects.filter(collection=collection).count() == 1
    assert get_document_model().objects.filter(collection=collection).count() == 1


def test_answers_to_the_others_forms_are_not_deleted_with_ones_own(both: TwoMunicipalities) -> None:
    path = f"/admin/forms/submissions/{both.own.rows['form']}/delete/"

    assert_nothing_gained([posting(both, f"{path}?selected-submissions={both.other.rows['answers']}", {})])


def test_a_translation_shows_nothing_of_the_other(both: TwoMunicipalities) -> None:
    own, other = both.own.rows, both.other.rows
    path = f"/admin/localize/translate/{own['translation']}/overrides/{own['overridable segment']}/edit/"
    body = f"value={other['image']}"

    assert_nothing_gained(
        [(path, lambda: both.browser().put(path, body, content_type="application/x-www-form-urlencoded"))]
    )


def test_a_translation_is_not_published_without_the_right(both: TwoMunicipalities) -> None:
    own = both.own.rows
    before = Page.objects.get(pk=own["translated page"])

    form = both.browser().get(f"/admin/localize/update/{own['translation source']}/")
    both.browser().post(f"/admin/localize/update/{own['translation source']}/", {"publish_translations": "on"})

    after = Page.objects.get(pk=own["translated page"])
    assert 'type="checkbox" name="publish_translations"' not in form.content.decode()
    assert (after.live, after.live_revision_id) == (before.live, before.live_revision_id) == (False, None)


def test_translating_makes_no_pages_outside_ones_own(both: TwoMunicipalities) -> None:
    own, english = both.own.rows, Page.objects.get(pk=both.shared["english home"])
    arabic, _is_new = Locale.objects.get_or_create(language_code="ar")
    path = f"/admin/localize/submit/page/{own['page']}/"

    in_arabic = both.browser().post(path, {"locales": arabic.pk})
    in_english = both.browser().post(path, {"locales": english.locale_id})

    assert in_arabic.status_code == 404
    assert in_english.status_code == 302
    assert not Page.objects.filter(locale=arabic).exists()
    assert Page.objects.descendant_of(english).filter(alias_of=None, title__startswith=OWN).exists()
