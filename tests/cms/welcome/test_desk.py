"""What editors see at the desk of forms and municipalities."""

import pytest
from wagtail.contrib.forms.models import FormSubmission

from cms.accounts.services import Role, ensure_roles, give_role
from tests.factories import AdministratorFactory, FormPageFactory, UserFactory, sign_in_staff


@pytest.fixture
def desk(client, home):
    sign_in_staff(client, AdministratorFactory())
    return client


def test_what_was_sent_can_be_read_at_the_desk(desk, home):
    page = FormPageFactory(parent=home, title="Nachricht schreiben")
    FormSubmission.objects.create(form_data={"ihre_nachricht": "Wo ist die Kita?"}, page_id=page.pk)

    forms = desk.get("/admin/forms/").content.decode()
    answers = desk.get(f"/admin/forms/submissions/{page.pk}/").content.decode()

    assert "Nachricht schreiben" in forms
    assert "Wo ist die Kita?" in answers
    assert "form_opened" not in answers


@pytest.mark.parametrize(("role", "is_shown"), [(Role.EDITOR, True), (Role.COORDINATOR, False)])
def test_only_who_may_edit_pages_finds_the_answers_in_the_menu(client, home, role, is_shown):
    FormPageFactory(parent=home)
    ensure_roles()
    person = UserFactory()
    give_role(user=person, role=role)
    sign_in_staff(client, person)

    menu = client.get("/admin/").content.decode()

    assert ("/admin/forms/" in menu) is is_shown
