"""A municipality's editor does their work: what is theirs opens, and goes to the reviewers."""

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html, rich_text, streamfield

from cms.core.models import Contact
from tests.contracts.two_municipalities import TwoMunicipalities, make_two_municipalities

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture
def both(db: None, settings: object) -> TwoMunicipalities:
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    return make_two_municipalities()


OWN_PATHS = (
    "pages/{root}/",
    *(f"pages/{{{page}}}/{view}/" for page in ("page", "live page", "root") for view in ("edit", "history", "usage")),
    *("pages/{page}/workflow_history/", "pages/{page}/workflow_history/detail/{workflow state}/"),
    *("pages/{page}/copy/", "pages/{section}/move/", "pages/{root}/add_subpage/", "pages/{page}/view_draft/"),
    "pages/{live page}/revisions/compare/earliest...{revision of live page}/",
    "pages/{page}/revisions/{revision}/view/",
    *("pages/add/welcome/articlepage/{root}/", "pages/{translated page}/edit/", "api/main/pages/{page}/"),
    *("choose-page/{root}/", "choose-page/search/?q=Artikel", "choose-page/chosen-multiple/?id={page}"),
    *("localize/submit/page/{page}/", "localize/update/{translation source}/"),
    "localize/translate/{translation}/pofile/download/",
    *("images/", "images/{image}/", "images/usage/{image}/", "images/chooser/chosen/{image}/", "images/chooser/"),
    *("documents/", "documents/edit/{document}/", "documents/chooser/chosen/{document}/"),
    *("snippets/core/contact/", "snippets/core/contact/edit/{contact}/", "snippets/core/contact/add/"),
    *("snippets/core/contact/usage/{contact}/", "snippets/choose/core/contact/chosen/{contact}/"),
    *("snippets/matching/organization/edit/{organization}/", "snippets/matching/offer/edit/{free offer}/"),
    *("snippets/matching/offer/history/{offer}/", "snippets/matching/offer/workflow_history/{offer}/"),
    "snippets/matching/offer/history/{offer}/revisions/{offer's revision}/view/",
    *("snippets/choose/matching/offer/", "forms/submissions/{form}/"),
    "bulk/wagtailcore/page/move/?id={page}&id={live page}",
    "bulk/wagtailcore/page/delete/?id=all&childOf={root}",
)


def test_what_is_theirs_opens(both: TwoMunicipalities) -> None:
    paths = [f"/admin/{path.format_map(both.own.rows)}" for path in OWN_PATHS]

    answers = {path: both.browser().get(path).status_code for path in paths}

    assert {path: status for path, status in answers.items() if status != 200} == {}


def test_the_districts_contacts_are_there_to_choose_and_not_to_change(both: TwoMunicipalities) -> None:
    district = both.shared["district contact"]

    chosen = both.browser().get(f"/admin/snippets/choose/core/contact/chosen/{district}/")
    form = both.browser().get(f"/admin/snippets/core/contact/edit/{district}/")
    posted = both.browser().post(f"/admin/snippets/core/contact/edit/{district}/", {"name": "Neu"})

    assert (chosen.status_code, form.status_code, posted.status_code) == (200, 404, 404)
    assert Contact.objects.get(pk=district).name == "Servicestelle"


def test_a_changed_page_goes_to_the_reviewers_and_stays_as_it_was_for_readers(both: TwoMunicipalities) -> None:
    edit = f"/admin/pages/{both.own.rows['live page']}/edit/"
    form = querydict_from_html(both.browser().get(edit).content.decode(), form_id="page-edit-form").dict()
    story = streamfield([("text", rich_text("<p>Neu geschrieben</p>", features=["bold"]))])
    data = {**form, **nested_form_data({"story": story, "comments": inline_formset([])}), "title": "Neuer Titel"}

    published = both.browser().post(edit, {**data, "action-publish": "1"})
    submitted = both.browser().post(edit, {**data, "action-submit": "1"})

    page = Page.objects.get(pk=both.own.rows["live page"])
    assert (published.status_code, submitted.status_code) == (302, 302)
    assert page.title == "Artikel Niesky"
    assert page.current_workflow_state is not None
    assert "Neu geschrieben" not in both.browser().get(page.url).content.decode()
