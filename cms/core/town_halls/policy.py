"""The rights on records: whole lists for the district's editors, a municipality's own records for its editors."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.core.town_halls.ownership import municipalities_of, own


class OwnRecordsPolicy(ModelPermissionPolicy):
    """Rights per model as Wagtail has them, and below them the question whose record it is."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Model) -> bool:
        if not self.user_has_any_permission(user, actions):
            return False
        if municipalities_of(user) is None:
            return True
        return own(self.model._default_manager.filter(pk=instance.pk), user).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        return own(super().instances_user_has_any_permission_for(user, actions), user)
