"""What a change drops from the memory: exactly the pages that look different afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction, Site

from cms.core.page_cache import process_memory as memory_module
from matching.models import PublicationSettings
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    LegalPageFactory,
    MunicipalityPageFactory,
    OfferFactory,
    SectionPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
    set_publication_mode,
    translate_page,
)
from tests.factories.records import ContactFactory

pytestmark = pytest.mark.django_db
TEXT = '[{"type": "text", "value": "<p>Bringen Sie den Ausweis mit.</p>"}]'


def publish(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def read_all(portal, visitor):
    """Return a way to have every page of the portal kept."""

    def read(*more):
        for page in (portal.home, portal.section, portal.article, portal.neighbor, *more):
            assert visitor.get(page.url).status_code == 200

    return read


def test_the_second_visitor_is_answered_from_memory(portal, visitor, django_assert_num_queries):
    first = visitor.get(portal.article.url)

    with django_assert_num_queries(0):
        second = visitor.get(portal.article.url)

    assert second.content == first.content
    assert second["Content-Type"] == first["Content-Type"]
    assert second["Content-Language"] == "de"


def test_an_edited_text_is_seen_after_a_second_and_drops_only_its_page(
    portal, visitor, clock, read_all, addresses_kept
):
    read_all()
    publish(portal.article, story=TEXT)

    clock.pass_by(1.0)
    visitor.get(portal.home.url)

    assert addresses_kept() == {portal.home.url, portal.section.url, portal.neighbor.url}
    assert "Bringen Sie den Ausweis mit" in visitor.get(portal.article.url).content.decode()


def test_before_the_second_is_over_the_log_is_not_read(portal, visitor, clock, django_assert_num_queries):
    visitor.get(portal.article.url)
    publish(portal.article, story=TEXT)

    clock.pass_by(0.9)
    with django_assert_num_queries(0):
        visitor.get(portal.article.url)


def test_a_new_title_drops_the_pages_that_show_it(portal, visitor, clock, read_all, addresses_kept):
    elsewhere = SectionPageFactory(parent=portal.home, title="Arbeiten", show_in_menus=False, is_in_arcade=False)
    read_all(elsewhere)
    publish(portal.article, title="Wohnung ummelden")

    clock.pass_by(1.0)
    visitor.get(elsewhere.url)

    assert addresses_kept() == {portal.home.url, elsewhere.url}
    assert "Wohnung ummelden" in visitor.get(portal.section.url).content.decode()
    assert "Wohnung ummelden" in visitor.get(portal.neighbor.url).content.decode()


def test_a_new_page_appears_in_the_lists_it_belongs_to(portal, visitor, clock, read_all, addresses_kept):
    read_all()
    publish(ArticlePageFactory(parent=portal.section, title="Führerschein", live=False))

    clock.pass_by(1.0)
    visitor.get(portal.home.url)

    assert addresses_kept() == {portal.home.url}
    assert "Führerschein" in visitor.get(portal.section.url).content.decode()


def test_a_page_that_was_taken_away_is_gone_everywhere(portal, visitor, clock, read_all):
    read_all()
    portal.article.unpublish()

    clock.pass_by(1.0)

    assert visitor.get(portal.article.url).status_code == 404
    assert "Wohnung anmelden" not in visitor.get(portal.section.url).content.decode()


def test_a_deleted_page_is_gone_everywhere(portal, visitor, clock, read_all):
    read_all()
    url = portal.article.url
    portal.article.delete()

    clock.pass_by(1.0)

    assert visitor.get(url).status_code == 404
    assert "Wohnung anmelden" not in visitor.get(portal.section.url).content.decode()


def test_a_page_that_became_private_is_gone_everywhere(portal, visitor, clock, read_all):
    read_all()
    PageViewRestriction.objects.create(page=portal.article, restriction_type=PageViewRestriction.LOGIN)

    clock.pass_by(1.0)

    assert visitor.get(portal.article.url).status_code == 302
    assert "Wohnung anmelden" not in visitor.get(portal.section.url).content.decode()


def test_what_stands_in_for_a_page_that_became_private_is_gone_everywhere(portal, visitor, clock, read_all):
    translate_page(portal.home, title="Home")
    section = translate_page(portal.section, title="The first weeks")
    stand_in = portal.article.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    clock.pass_by(1.0)
    read_all(section, stand_in)
    PageViewRestriction.objects.create(page=portal.section, restriction_type=PageViewRestriction.LOGIN)

    clock.pass_by(1.0)

    assert visitor.get(stand_in.url).status_code == 302
    assert "Wohnung anmelden" not in visitor.get(section.url).content.decode()


@pytest.mark.parametrize("first_address", ["", "?utm_source=newsletter"])
def test_a_new_title_is_seen_on_the_start_page_whoever_came_first(portal, visitor, clock, first_address):
    visitor.get(f"{portal.home.url}{first_address}")
    visitor.get(portal.home.url)
    publish(portal.section, title="Die ersten Monate")

    clock.pass_by(1.0)

    assert "Die ersten Wochen" not in visitor.get(portal.home.url).content.decode()


def test_a_contact_changes_on_every_page_that_names_it(portal, visitor, clock):
    contact = ContactFactory(name="Beate Hornig")
    pages = [MunicipalityPageFactory(parent=portal.home, slug=slug, contact=contact) for slug in ("niesky", "zittau")]
    for page in pages:
        assert "Beate Hornig" in visitor.get(page.url).content.decode()
    contact.name = "Jana Noack"
    contact.save()

    clock.pass_by(1.0)

    for page in pages:
        shown = visitor.get(page.url).content.decode()
        assert "Jana Noack" in shown
        assert "Beate Hornig" not in shown


def test_the_footer_of_another_host_has_its_own_addresses(portal, visitor, settings):
    settings.ALLOWED_HOSTS = ["testserver", "niesky.example"]
    LegalPageFactory(parent=portal.home, slug="impressum")
    town = MunicipalityPageFactory(parent=portal.home)
    Site.objects.create(hostname="niesky.example", root_page=town)

    there, here = (visitor.get("/", headers={"host": host}) for host in ("niesky.example", "testserver"))

    assert 'href="http://testserver/impressum/"' in there.content.decode()
    assert 'href="/impressum/"' in here.content.decode()
    assert 'href="http://testserver/impressum/"' not in here.content.decode()


def test_a_moved_page_leaves_its_old_list_and_enters_the_new_one(portal, visitor, clock, read_all):
    other = SectionPageFactory(parent=portal.home, title="Leben")
    read_all(other)
    portal.article.move(other, pos="last-child")

    clock.pass_by(1.0)

    assert "Wohnung anmelden" not in visitor.get(portal.section.url).content.decode()
    assert "Wohnung anmelden" in visitor.get(other.url).content.decode()


def test_a_new_menu_entry_is_seen_on_every_page(portal, visitor, clock, read_all):
    read_all()
    publish(SectionPageFactory(parent=portal.home, title="Zurückkommen", live=False))

    clock.pass_by(1.0)

    assert "Zurückkommen" in visitor.get(portal.article.url).content.decode()


def test_a_new_story_is_seen_on_the_start_page_and_drops_no_article(portal, visitor, clock, read_all, addresses_kept):
    index = StoryIndexPageFactory(parent=portal.home)
    StoryPageFactory(parent=index, title="Angekommen in Zittau")
    clock.pass_by(1.0)
    read_all()
    publish(StoryPageFactory(parent=index, title="Wieder zu Hause an der Neiße", live=False))

    clock.pass_by(1.0)

    assert "Wieder zu Hause" in visitor.get(portal.home.url).content.decode()
    assert portal.article.url in addresses_kept()


def test_a_translation_appears_in_the_language_switch(portal, visitor, clock, read_all):
    read_all()
    translate_page(portal.home, title="Arrive.")
    translate_page(portal.section, title="The first weeks")
    english = translate_page(portal.article, title="Registering your home")

    clock.pass_by(1.0)

    assert f'href="{english.url}"' in visitor.get(portal.article.url).content.decode()


def test_an_offer_drops_the_lists_of_offers_and_its_company_only(portal, visitor, clock, addresses_kept):
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    index = CompanyIndexPageFactory(parent=portal.home)
    company, other = CompanyPageFactory(parent=index), CompanyPageFactory(parent=index)
    OfferFactory(organization=other.organization)
    for page in (portal.home, company, other, portal.article):
        visitor.get(page.url)

    publish(OfferFactory(organization=company.organization, title="Zerspaner gesucht", live=False))
    clock.pass_by(1.0)

    assert "Zerspaner gesucht" in visitor.get(portal.home.url).content.decode()
    assert "Zerspaner gesucht" in visitor.get(company.url).content.decode()
    assert {other.url, portal.article.url} <= addresses_kept()


def test_what_every_page_depends_on_drops_everything(portal, visitor, clock, read_all, addresses_kept):
    for change in (
        lambda: Site.objects.get().save(),
        lambda: Locale.objects.get(language_code="en").save(),
        lambda: set_publication_mode(PublicationSettings.Mode.REFERENCE),
    ):
        read_all()
        change()

        clock.pass_by(1.0)
        visitor.get(portal.article.url)

        assert addresses_kept() == {portal.article.url}


def test_another_process_learns_of_the_change_from_the_log(portal, visitor, clock, new_process):
    memories = [memory_module.memory(), new_process()]
    for one in memories:
        memory_module._memories[:] = [one]
        visitor.get(portal.article.url)
    publish(portal.article, story=TEXT)

    clock.pass_by(1.0)

    for one in memories:
        memory_module._memories[:] = [one]
        assert "Bringen Sie den Ausweis mit" in visitor.get(portal.article.url).content.decode()


def test_a_page_rendered_from_old_rows_is_not_kept_after_the_change_was_read(portal, visitor, clock, kept):
    visitor.get(portal.home.url)
    begun = kept.store.moment
    reads = kept.new_reads()
    reads.tags.add(f"body:{portal.article.pk}")
    publish(portal.article, story=TEXT)
    clock.pass_by(1.0)
    visitor.get(portal.home.url)

    assert kept.store.put(("late",), "old", reads=reads, n_bytes=3, begun=begun) is False


def test_a_page_ends_with_the_next_date_it_shows(portal, visitor, time_machine):
    # On a later day: nothing that was made just now may lie in the future.
    begin = (timezone.now() + timedelta(days=2)).replace(hour=10, minute=0, second=0, microsecond=0)
    time_machine.move_to(begin, tick=False)
    portal.article.expire_at = begin + timedelta(minutes=5)
    portal.article.save()
    visitor.get(portal.article.url)
    visitor.get(portal.section.url)

    entries = memory_module.memory().store._entries

    ends = {key[3]: entry.until for key, entry in entries.items() if key[0] == "page"}
    assert ends[portal.article.url] == portal.article.expire_at.timestamp()
    assert ends[portal.section.url] == portal.article.expire_at.timestamp()


def test_a_page_whose_review_date_passes_at_midnight_says_so_then(portal, visitor, time_machine, clock):
    late = timezone.make_aware(timezone.datetime(2026, 11, 22, 23, 59))
    time_machine.move_to(late, tick=False)
    portal.article.review_date = late.date()
    portal.article.save()
    before = visitor.get(portal.article.url).content.decode()

    time_machine.move_to(late + timedelta(minutes=2), tick=False)
    after = visitor.get(portal.article.url).content.decode()

    assert "nächste Prüfung bis" in before
    assert "nächste Prüfung bis" not in after


def test_nothing_is_kept_longer_than_ten_minutes(portal, visitor, time_machine, kept):
    noon = (timezone.now() + timedelta(days=2)).replace(hour=9, minute=0)
    time_machine.move_to(noon, tick=False)
    visitor.get(portal.article.url)

    key = next(key for key in kept.store._entries if key[0] == "page")

    assert kept.store.get(key, now=noon.timestamp() + 599) is not None
    assert kept.store.get(key, now=noon.timestamp() + 600) is None
