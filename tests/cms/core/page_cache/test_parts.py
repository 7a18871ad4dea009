"""Parts that many pages share: what they read is passed on, what they set stays inside."""

import pytest
from django.contrib.auth import get_user_model
from django.template import Context, Template
from wagtail.models import Page

from cms.core.page_cache import remember
from cms.core.page_cache.reads import noting

pytestmark = pytest.mark.django_db


def test_a_part_is_computed_once_per_language_and_value(portal, kept):
    kept.follower.keep_up()
    calls = []

    for value in ("a", "a", "b"):
        remember(lambda value=value: calls.append(value) or value, name="part", vary=(value,))

    assert calls == ["a", "b"]


def test_whoever_uses_a_remembered_part_has_read_what_it_read(portal, kept):
    kept.follower.keep_up()

    def title():
        return Page.objects.get(pk=portal.article.pk).title

    remember(title, name="title")

    with noting(kept.new_reads()) as reads:
        remember(title, name="title")

    assert f"page:{portal.article.pk}" in reads.tags


def test_a_part_changes_with_what_it_read(portal, kept, clock):
    kept.follower.keep_up()
    heard = []

    def title():
        heard.append(Page.objects.get(pk=portal.article.pk).title)
        return heard[-1]

    remember(title, name="title")
    portal.article.title = "Neu"
    portal.article.save_revision().publish()
    clock.pass_by(1.0)
    kept.follower.keep_up()

    assert remember(title, name="title") == "Neu"


def test_a_part_of_a_template_renders_the_same_from_memory_and_sets_nothing_outside(portal, kept):
    kept.follower.keep_up()
    template = Template(
        "{% load page_cache i18n %}{% remembered 'part' %}{% translate 'Menu' as word %}{{ word }}{% endremembered %}"
        "[{{ word }}]"
    )

    first, second = (template.render(Context({})) for _ in range(2))

    assert first == second == "Menü[]"


def test_a_part_of_one_page_changes_with_what_was_read_for_the_page_before(portal, kept):
    kept.follower.keep_up()
    with noting(kept.new_reads()):
        page = Page.objects.get(pk=portal.article.pk)
        Template("{% load page_cache %}{% remembered 'own' page %}{{ page.title }}{% endremembered %}").render(
            Context({"page": page})
        )

    entry = next(entry for key, entry in kept.store._entries.items() if key[1] == "own")

    assert f"page:{portal.article.pk}" in entry.tags


def test_what_a_part_shows_is_escaped_once(portal, kept):
    kept.follower.keep_up()
    template = Template("{% load page_cache %}{% remembered 'risky' %}{{ word }}{% endremembered %}")

    assert template.render(Context({"word": "<b>"})) == "&lt;b&gt;"
    assert template.render(Context({"word": "<b>"})) == "&lt;b&gt;"


def test_a_part_that_reads_something_nobody_has_decided_about_is_not_kept(portal, kept):
    kept.follower.keep_up()
    calls = []

    for _ in range(2):
        remember(lambda: calls.append(get_user_model().objects.count()), name="people")

    assert len(calls) == 2
