"""One page of each type of the demo, so that every type is measured."""

from wagtail.models import get_page_models

from cms.core.models import BasePage
from cms.core.visible import public_pages


def one_of_each() -> dict[str, str]:
    """Return type → address of its longest German page."""
    addresses = {}
    for model in get_page_models():
        if not issubclass(model, BasePage):
            continue
        pages = public_pages(model.objects.filter(locale__language_code="de"))
        longest = max(pages, key=lambda page: len(page.body_text), default=None)
        if longest is not None and (url := longest.get_url()):
            addresses[model._meta.model_name.removesuffix("page")] = url
    return addresses
