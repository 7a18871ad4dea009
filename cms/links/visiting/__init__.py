"""Visits to addresses that somebody else wrote: safe for this network, polite to the others."""

from cms.links.visiting.addresses import host_of
from cms.links.visiting.network import Network
from cms.links.visiting.visit import Visit, visit

__all__ = ["Network", "Visit", "host_of", "visit"]
