"""A small portal, and somebody who edits it."""

import pytest

from cms.accounts.services import Role, ensure_roles, give_role
from tests.factories import UserFactory, serve_portal


@pytest.fixture
def home(db):
    return serve_portal()


@pytest.fixture
def staff(db):
    """Return somebody new with a role."""
    ensure_roles()

    def with_role(role: Role):
        person = UserFactory()
        give_role(user=person, role=role)
        return type(person).objects.get(pk=person.pk)  # rights are remembered with the object

    return with_role
