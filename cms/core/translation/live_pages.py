"""What visitors see while a translation is being worked on."""

from django.conf import settings
from wagtail.models import Page, PageViewRestriction, Revision

from cms.core.stand_ins import was_published

_ROW_ONLY = ("live_revision_id", "first_published_at", "last_published_at", "live", "go_live_at", "expire_at")


def keep_what_visitors_see(*, draft: Revision) -> None:
    """Put back what was published: wagtail-localize saves drafts over the page itself. Safe to run twice."""
    row = Page.objects.get(pk=draft.object_id).specific
    published = row.live_revision
    if not row.live or not was_published(row) or published is None or published.pk == draft.pk:
        return
    shown = published.as_object()
    for name in _ROW_ONLY:
        setattr(shown, name, getattr(row, name))
    shown.latest_revision, shown.has_unpublished_changes = draft, True
    shown.save(clean=False)


def keep_private(*, draft: Revision) -> None:
    """Leave a page that stands in for a private one private: taken on by a translator, it is an alias no more."""
    page = Page.objects.get(pk=draft.object_id).specific
    if not page.live or was_published(page) or page.get_view_restrictions().exists():
        return
    originals = Page.objects.filter(translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE)
    for original in originals.exclude(pk=page.pk).specific():
        for restriction in original.get_view_restrictions():
            kind, password = restriction.restriction_type, restriction.password
            own = PageViewRestriction.objects.create(page=page, restriction_type=kind, password=password)
            own.groups.set(restriction.groups.all())
