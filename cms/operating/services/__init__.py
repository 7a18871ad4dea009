"""Use cases of the administrator: back up, restore, upgrade."""

from cms.operating.services.make_backup import make_backup
from cms.operating.services.restore_backup import restore_backup
from cms.operating.services.upgrade import upgrade

__all__ = ["make_backup", "restore_backup", "upgrade"]
