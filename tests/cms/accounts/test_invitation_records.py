"""The audit log tells who let whom in, and names no address."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.accounts import services
from cms.accounts.models import User
from cms.audit.models import Action, Entry
from tests.cms.accounts.conftest import INVITED
from tests.factories import sign_in_staff

pytestmark = pytest.mark.django_db


def test_the_audit_log_tells_who_let_somebody_in(client, boss, invitation, link):
    chosen = "muschelkalk am morgen"
    client.get(link())
    client.post(
        "/konto/einladung/",
        {"first_name": "Nora", "last_name": "Noack", "password1": chosen, "password2": chosen},
    )

    person = User.objects.get(email=INVITED)
    rows = Entry.objects.filter(action=Action.ROLE_CHANGED, object_id=person.public_id).order_by("pk")
    assert list(rows.values_list("actor", "detail")) == [
        (boss.public_id, {"add": [services.Role.EDITOR.value]}),
        (boss.public_id, {"is_staff": True}),
    ]


def test_the_audit_log_tells_of_invitations_and_names_no_address(office, boss, invitation):
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        sign_in_staff(office, boss)
        office.post(f"/admin/invitations/{invitation.pk}/send/")
        office.post(f"/admin/invitations/{invitation.pk}/withdraw/")

    rows = Entry.objects.filter(object_kind="accounts.invitation").order_by("pk")
    assert [(row.action, row.actor, row.object_id, row.detail) for row in rows] == [
        (action, boss.public_id, str(invitation.public_id), {"role": "editor"})
        for action in (Action.INVITED, Action.INVITATION_SENT_AGAIN, Action.INVITATION_WITHDRAWN)
    ]
    assert INVITED not in str(list(Entry.objects.values()))
