"""What the editors' desk may not do with log-ins."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks

from cms.accounts.models import User


@hooks.register("before_create_user")
@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def keep_superusers_apart(request: HttpRequest, user: User | None = None) -> None:
    """Whoever manages log-ins neither makes a superuser nor touches one; Wagtail would allow both."""
    if request.user.is_superuser:
        return
    if "is_superuser" in request.POST or (user is not None and user.is_superuser):
        raise PermissionDenied("only superusers manage superusers")
