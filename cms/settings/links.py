"""The link checker: whether it asks other servers. Read by cms.links."""

from cms.settings.environment import env

LINK_CHECK = env.bool("LINK_CHECK", default=True)
