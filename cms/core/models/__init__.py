"""What every page shares, the portal's own picture and document models, contacts and references."""

from cms.core.models.background import BeatSlot, Heartbeat
from cms.core.models.contact import Contact, ContactWording
from cms.core.models.document import DocumentText, PortalDocument
from cms.core.models.page import CARE_FIELDS, PAGE_FIELDS, BasePage, CareMixin
from cms.core.models.picture import PortalImage, PortalRendition
from cms.core.models.reference import Reference, ReferenceWording, Statement
from cms.core.models.town_hall import TownHall
from cms.core.models.wording import Wording, wording_in

__all__ = [
    "CARE_FIELDS",
    "PAGE_FIELDS",
    "BasePage",
    "BeatSlot",
    "CareMixin",
    "Contact",
    "ContactWording",
    "DocumentText",
    "Heartbeat",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "Reference",
    "ReferenceWording",
    "Statement",
    "TownHall",
    "Wording",
    "wording_in",
]
