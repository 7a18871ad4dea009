"""One's own settings at the desk."""

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel


class DeskAccountView(AccountView):
    """Wagtail's page without the portrait: no page would show it, and it would be kept as the camera made it."""

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if not isinstance(panel, AvatarSettingsPanel)]


desk_account = require_admin_access(DeskAccountView.as_view())
