"""Every block and component: nothing for axe to find, and nothing wider than the screen, however long the words."""

import pytest

from tests.factories import ArticlePageFactory, serve_portal
from tests.factories.records import ContactFactory, ReferenceFactory, make_picture
from tests.support.browser import PortalBrowser, axe, screenshot

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.django_db(transaction=True),
]

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(
    ("language", "theme", "size"),
    [("de", "light", "narrow"), ("de", "dark", "desktop"), ("ar", "light", "phone"), ("ar", "dark", "desktop")],
)
def test_every_block_and_component_is_accessible_and_fits(
    browser: PortalBrowser, language: str, theme: str, size: str
) -> None:
    ArticlePageFactory(parent=serve_portal())
    ContactFactory(picture=make_picture())
    ReferenceFactory()

    page = browser.open(f"/gallery/?lang={language}&theme={theme}", size=size)

    screenshot(page, f"gallery-{language}-{theme}-{size}")
    # Two examples of a search field or of breadcrumbs beside each other have the same name; on a page there is one.
    assert axe(page, without=("landmark-unique",)) == []
    assert page.evaluate(WIDER) == 0
