"""A portal with many articles, written quickly: page by page, as editors do it, would take an hour."""

import json
from collections.abc import Iterable, Iterator

from benchmarks.search.texts import mixed_sentences

N_SECTIONS = 100
BATCH_SIZE = 500


def new_portal(n_pages: int) -> object:
    """Fill an empty database with a start page, sections and articles; return a section."""
    from django.core.management import call_command
    from wagtail.models import Locale, Page, Site

    from cms.welcome.models import ArticlePage, HomePage, SectionPage

    call_command("migrate", verbosity=0)
    locale, _created = Locale.objects.get_or_create(language_code="de")
    home = HomePage(title="Heimathafen", slug="heimathafen", locale=locale)
    Page.objects.get(depth=1).add_child(instance=home)
    Site.objects.update(root_page=home, hostname="localhost")
    sections = [SectionPage(title=f"Bereich {number}", slug=f"bereich-{number}") for number in range(N_SECTIONS)]
    for section in sections:
        home.add_child(instance=section)
    texts = mixed_sentences(n_pages)
    for number, section in enumerate(sections):
        share = range(number, n_pages, N_SECTIONS)
        _write(ArticlePage, section, (next(texts) for _ in share))
    return sections[0]


def _write(model: type, parent: object, texts: Iterable[dict]) -> None:
    """Write many pages below one; page by page this would take an hour."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from django.db.models import QuerySet
    from django.utils import timezone
    from wagtail.models import Page

    kind, now = ContentType.objects.get_for_model(model), timezone.now()
    own_fields = model._meta.local_concrete_fields
    with transaction.atomic():
        for batch in _batches(texts):
            pages = []
            for one in batch:
                parent.numchild += 1
                slug = f"text-{one['id']}"
                pages.append(
                    model(
                        title=one["title"],
                        draft_title=one["title"],
                        slug=slug,
                        live=True,
                        path=Page._get_path(parent.path, parent.depth + 1, parent.numchild),
                        depth=parent.depth + 1,
                        url_path=f"{parent.url_path}{slug}/",
                        locale=parent.locale,
                        content_type=kind,
                        first_published_at=now,
                        last_published_at=now,
                        story=json.dumps([{"type": "text", "value": f"<p>{one['body']}</p>"}]),
                    )
                )
            fields = [field.attname for field in Page._meta.local_concrete_fields if field.attname != "id"]
            rows = Page.objects.bulk_create([Page(**{name: getattr(page, name) for name in fields}) for page in pages])
            for page, row in zip(pages, rows, strict=True):
                page.page_ptr_id = row.pk
            QuerySet(model)._insert(pages, fields=own_fields, using="default")
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)


def _batches(texts: Iterable[dict]) -> Iterator[list[dict]]:
    waiting: list[dict] = []
    for one in texts:
        waiting.append(one)
        if len(waiting) == BATCH_SIZE:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
