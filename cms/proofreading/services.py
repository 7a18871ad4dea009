"""The one call: read a page as it stands in the editor, and say what readers may stumble over."""

from wagtail.models import Page

from cms.proofreading.draft import Finding
from cms.proofreading.points import POINTS
from cms.proofreading.reading import read_draft
from cms.proofreading.targets import with_targets


def proofread(*, page: Page) -> list[Finding]:
    """Return what could be better in a page, the gravest first; it stores nothing and stops nobody."""
    draft = with_targets(read_draft(page))
    return [finding for point in POINTS for finding in point(draft)]
