"""Who is staff, as far as the audit log asks."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac


def is_staff(user: Any) -> bool:
    """Return whether somebody has any right beyond their own page; a query only for those without the flag."""
    if user.is_staff or user.is_superuser:
        return True
    given = Q(groups__isnull=False) | Q(user_permissions__isnull=False)
    return get_user_model()._default_manager.filter(given, pk=user.pk).exists()


def token_of(address: str) -> str:
    """Return what stands for an address in a message to the worker; it tells nobody the address."""
    return salted_hmac("cms.audit.people", address.casefold()).hexdigest()


def staff_behind(token: str) -> Any:
    """Return the member of staff whose address a token stands for; staff are few, so all are looked through."""
    given = Q(is_staff=True) | Q(is_superuser=True) | Q(groups__isnull=False) | Q(user_permissions__isnull=False)
    people = get_user_model()._default_manager.filter(given).distinct()
    return next((one for one in people if constant_time_compare(token_of(one.email), token)), None)
