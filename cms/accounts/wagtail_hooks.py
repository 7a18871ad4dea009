"""Managing people at the editors' desk: invitations, what it may not do with log-ins, and what ends with a role."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from cms.accounts import selectors
from cms.accounts.models import User
from cms.accounts.views import second_factor
from cms.audit.models import Action
from cms.audit.services import record_event
from cms.core import role_changes


class InvitationsItem(MenuItem):
    """The line of the menu for those who may invite."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and selectors.may_invite(user=request.user)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLResolver]:
    """Give managing people its addresses."""
    return [
        path("invitations/", include("cms.accounts.desk_urls")),
        path("second-factor/<int:user_id>/remove/", second_factor.remove, name="remove_second_factor"),
    ]


@hooks.register("register_user_listing_buttons")
def offer_to_remove_second_factor(user: User, request_user: User) -> list[Button]:
    """Lead to helping a colleague who lost the phone; people without a password have no second factor."""
    is_apart = user == request_user or (user.is_superuser and not request_user.is_superuser)
    if is_apart or not user.has_usable_password() or not selectors.may_invite(user=request_user):
        return []
    address = reverse("remove_second_factor", args=[user.pk])
    return [Button(_("Remove the second factor"), address, icon_name="lock", priority=30)]


@hooks.register("register_settings_menu_item")
def offer_invitations() -> MenuItem:
    """Lead to the invitations, right before the people who are here."""
    return InvitationsItem(_("Invitations"), reverse("invitations:overview"), icon_name="mail", order=590)


@hooks.register("before_create_user")
@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def keep_superusers_apart(request: HttpRequest, user: User | None = None) -> None:
    """Whoever manages log-ins neither makes a superuser nor touches one; Wagtail would allow both."""
    if request.user.is_superuser:
        return
    if "is_superuser" in request.POST or (user is not None and user.is_superuser):
        raise PermissionDenied("only superusers manage superusers")


@hooks.register("before_bulk_action")
def keep_superusers_apart_in_bulk(request: HttpRequest, _name: str, objects: Sequence[Model], _action: object) -> None:
    """Hold the same in the list's actions for several people."""
    for one in objects:
        if isinstance(one, User):
            keep_superusers_apart(request, one)


@hooks.register("after_bulk_action")
def tell_of_roles_after(request: HttpRequest, _name: str, objects: Sequence[Model], _action: object) -> None:
    """Tell of people who were blocked or changed together: Wagtail does that without any signal."""
    role_changes.tell([one for one in objects if isinstance(one, User) and one.pk])


@hooks.register("after_bulk_action")
def record_blocked_and_let_in(_request: HttpRequest, _name: str, objects: Sequence[Model], _action: object) -> None:
    """Tell the audit log who was blocked or let in together: Wagtail does that without any signal."""
    # The list was read before the action; whoever is deleted by it is recorded as such.
    before = {one.pk: one.is_active for one in objects if isinstance(one, User) and one.pk}
    for person in User.objects.filter(pk__in=before).order_by("pk"):
        if person.is_active != before[person.pk]:
            action = Action.LOG_IN_OPENED if person.is_active else Action.LOG_IN_CLOSED
            record_event(action, object_kind=User._meta.label_lower, object_id=person.public_id)
