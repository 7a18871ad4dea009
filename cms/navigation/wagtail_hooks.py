"""How texts written in Wagtail lead to pages."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.navigation.rich_text_links import PortalLinkHandler


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own
def write_links_with_few_queries(features: FeatureRegistry) -> None:
    """Replace Wagtail's way of writing links to pages."""
    features.register_link_type(PortalLinkHandler)
