"""Use cases of the link checker: read where links stand, look behind them, forget what stands nowhere."""

from cms.links.services.check_links import check_links
from cms.links.services.forget_links import forget_links
from cms.links.services.read_links import read_pages
from cms.links.services.read_records import read_records

__all__ = ["check_links", "forget_links", "read_pages", "read_records"]
