"""Who writes much at once does not wake the workers for every row."""

import pytest
from celery import current_app
from django.db import transaction

from matching.services import ring_bell, silent_bells

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent(monkeypatch):
    """Return the names of the tasks that were sent."""
    names = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_how: names.append(name))
    return names


def ring():
    with transaction.atomic():
        ring_bell("core.follow_changes")


def test_a_bell_rings_after_the_transaction_and_not_while_bells_are_silent(sent):
    with silent_bells():
        ring()
    assert sent == []

    ring()
    assert sent == ["core.follow_changes"]


def test_bells_ring_again_after_a_failure(sent):
    with pytest.raises(ZeroDivisionError), silent_bells():
        raise ZeroDivisionError
    ring()

    assert sent == ["core.follow_changes"]
