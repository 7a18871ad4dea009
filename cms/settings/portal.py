"""The district that runs the portal, and who answers. Read by cms.navigation and matching.selectors."""

from cms.settings.environment import env

PORTAL_NAME = env.str("PORTAL_NAME", default="Heimathafen")
# A test installation on the open net says no: search engines are asked to leave every page alone.
PORTAL_IS_FINDABLE = env.bool("PORTAL_IS_FINDABLE", default=True)
PORTAL_DISTRICT_NAME = env.str("PORTAL_DISTRICT_NAME", default="Landkreis Görlitz")
# Official keys of the districts (five digits) whose municipalities are at home here.
PORTAL_DISTRICT_CODES = env.list("PORTAL_DISTRICT_CODES", default=["14626"])
# The welcome guides' number and hours, shown wherever a page names nobody; empty: no number is shown.
PORTAL_WELCOME_PHONE = env.str("PORTAL_WELCOME_PHONE", default="")
PORTAL_WELCOME_HOURS = env.str("PORTAL_WELCOME_HOURS", default="")
