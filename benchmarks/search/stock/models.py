"""One text, indexed as Wagtail indexes its pages."""

from django.db import models
from wagtail.search import index


class Text(index.Indexed, models.Model):
    """A title that counts double, as that of Wagtail's pages, and a body."""

    number = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    body = models.TextField()

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("body"),
    ]

    class Meta:
        app_label = "stock"

    def __str__(self) -> str:
        return self.title
