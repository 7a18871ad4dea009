import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask

from cms.accounts import services
from cms.accounts.models import User
from cms.core.town_halls.rights import permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db) -> dict[services.Role, User]:
    services.ensure_roles()
    people = {role: User.objects.create_user(f"{role.name.lower()}@landkreis.example") for role in services.Role}
    for role, user in people.items():
        services.give_role(user=user, role=role)
    return people


def test_every_role_reaches_the_desk(people):
    assert all(user.has_perm("wagtailadmin.access_admin") for user in people.values())
    assert all(user.is_staff for user in people.values())
    assert not any(user.is_superuser for user in people.values())


def test_editors_write_offers_and_reviewers_publish_them(people):
    can_publish = {role: user.has_perm("matching.publish_offer") for role, user in people.items()}

    assert people[services.Role.EDITOR].has_perm("matching.change_offer")
    assert can_publish == {
        services.Role.EDITOR: False,
        services.Role.REVIEWER: True,
        services.Role.COORDINATOR: False,
        services.Role.ADMINISTRATOR: True,
    }


def test_only_administrators_manage_people(people):
    manages = [role for role, user in people.items() if user.has_perm("accounts.change_user")]

    assert manages == [services.Role.ADMINISTRATOR]


def test_running_again_takes_away_what_does_not_belong_to_a_role(people):
    group = Group.objects.get(name=services.Role.EDITOR.value)
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    before = group.page_permissions.count()

    services.ensure_roles()

    assert not group.permissions.filter(codename="delete_user").exists()
    assert group.page_permissions.count() == before == 3


def test_a_permission_that_does_not_exist_is_an_error():
    with pytest.raises(LookupError, match=r"matching\.fly_offer"):
        permissions(["matching.fly_offer"])


def test_the_approving_roles_approve_until_somebody_chooses_others(people):
    by_default = {group.name for group in GroupApprovalTask.objects.get().groups.all()}
    GroupApprovalTask.objects.get().groups.set([Group.objects.create(name="Pressestelle")])

    services.ensure_roles()

    assert by_default == {services.Role.REVIEWER.value, services.Role.ADMINISTRATOR.value}
    assert [group.name for group in GroupApprovalTask.objects.get().groups.all()] == ["Pressestelle"]
