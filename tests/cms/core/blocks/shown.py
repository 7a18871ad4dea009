"""Draws a body as a page shows it."""

import json
from typing import Any

from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import RequestFactory

from cms.welcome.models import ArticlePage

_STORY = Template("{% load wagtailcore_tags %}{% for block in story %}{% include_block block %}{% endfor %}")


def story_of(*blocks: tuple[str, Any]) -> Any:
    """Return a body as it is read from the database: nothing is loaded before it is shown."""
    page = ArticlePage(title="Seite", story=json.dumps([{"type": name, "value": value} for name, value in blocks]))
    return page.story


def drawn(*blocks: tuple[str, Any], **context: Any) -> BeautifulSoup:
    """Return the markup of a body."""
    html = _STORY.render(Context({"story": story_of(*blocks), "request": RequestFactory().get("/"), **context}))
    return BeautifulSoup(html, "html.parser")


def words(soup: Any) -> str:
    """Return what can be read, in one line."""
    return " ".join(soup.get_text(" ").split())
