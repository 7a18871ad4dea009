"""The headings under which editors find blocks, in this order."""

from django.utils.translation import gettext_lazy as _

TEXT = _("Text")
DO = _("Do and ask")
SHOW = _("Pictures and files")
PROVE = _("Figures and proofs")
PORTAL = _("From the portal")
