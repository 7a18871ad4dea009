"""The demo region as it stands in a database: built once for this file, then looked at from all sides."""

import re
import sys
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import TransactionTestCase
from django.utils import timezone
from wagtail.models import Page, Site

from cms.accounts.models import User
from cms.accounts.services import ensure_roles
from cms.companies.models import CompanyPage
from cms.demo import selectors
from cms.demo.content import read_records
from cms.demo.services import DemoRefusedError, build_demo, remove_demo
from cms.demo.services.offers import build_offers
from cms.demo.services.organizations import BuiltOrganization
from cms.demo.services.people import Names
from cms.demo.services.places import Places
from cms.welcome.models import ArticlePage, HomePage, SectionPage
from matching.models import Consent, Mentor, Offer, Organization, Profile
from matching.selectors import age_in_years, publication_mode
from matching.services import ConsentMissingError, load_reference_data, recommend_mentors, recommend_offers
from tests.factories import UserFactory

# What stays by design: the change log, reference data, roles and what Django and Wagtail keep for themselves.
KEPT = {
    *("core.reference", "core.referencewording"),
    *("matching.change", "operating.deletion", "wagtailcore.locale", "wagtailcore.page", "wagtailcore.site"),
    "auth.group",
    *("wagtailcore.grouppagepermission", "wagtailcore.groupcollectionpermission", "wagtailsearch.indexentry"),
}


def silent(_line):
    pass


def counts():
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {
        model._meta.label_lower: model._default_manager.count()
        for model in models
        if not model._meta.proxy and model._meta.label_lower not in KEPT
    }


def look(offer):
    """All that a reader can tell two offers apart by."""
    return (
        *(offer.title, offer.summary, offer.description, offer.organization_id, offer.place_id, offer.kind),
        *(offer.hours_min, offer.hours_max, offer.minimum_age, offer.start_date, offer.expire_at, offer.website),
    )


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker):
    """Build the region once; every test of this file rolls back what it changes."""
    with django_db_blocker.unblock():
        load_reference_data(report=silent)
        ensure_roles()
        before = counts()
        assert build_demo(report=silent) is True
        yield before
        # tests/conftest.py has put a new copy of the empty database behind this name.
        TransactionTestCase._fixture_teardown()


@pytest.fixture
def demo(region, db):
    return region


def profile_of(key):
    email = {person.user.email.partition("@")[0]: person.user for person in selectors.demo_people()}
    return Profile.objects.get(user=email[key])


def test_the_numbers_are_those_of_a_small_district(demo):
    assert Organization.objects.filter(is_demo=True).count() == 40
    assert Offer.objects.open().count() == 400
    assert Mentor.objects.count() == 60
    assert Profile.objects.filter(kind=Profile.Kind.YOUTH).count() == 120
    assert Profile.objects.filter(kind=Profile.Kind.ALUMNA).count() == 200
    assert ArticlePage.objects.live().count() >= 22
    assert HomePage.objects.count() == 3


def test_a_second_build_says_that_the_region_is_there(demo):
    assert build_demo(report=silent) is False
    assert Offer.objects.count() == 400


def test_every_kind_of_offer_is_there_and_no_occupation_is_given(demo):
    kinds = Counter(Offer.objects.values_list("kind", flat=True))

    assert min(kinds[kind] for kind in Offer.Kind) >= 20
    assert not Offer.objects.filter(occupation__isnull=False).exists()
    assert Offer.objects.filter(understood_occupations__isnull=False).distinct().count() > 150


def test_no_text_says_du_and_sie(demo):
    familiar, formal = re.compile(r"\b(du|dir|dich|dein\w*)\b", re.IGNORECASE), re.compile(r"\b(Ihnen|Ihre?[nrms]?)\b")

    mixed = [
        offer.title
        for offer in Offer.objects.all()
        if familiar.search(f"{offer.summary} {offer.description}")
        and formal.search(f"{offer.summary} {offer.description}")
    ]

    assert mixed == []


def test_texts_do_not_look_like_one_template(demo):
    openings = Counter(offer.description.split("\n")[0] for offer in Offer.objects.all())

    assert len(openings) > 200
    assert openings.most_common(1)[0][1] <= 12


def test_dates_are_relative_to_today(demo):
    today = timezone.localdate()

    assert not Offer.objects.filter(expire_at__date__lt=today + timedelta(days=20)).exists()
    assert not Offer.objects.filter(start_date__lt=today).exists()


def test_addresses_and_links_lead_nowhere(demo):
    assert User.objects.exclude(email__endswith=".example").count() == 0
    for website in [*Offer.objects.values_list("website", flat=True), *Organization.objects.values_list("website")]:
        assert re.match(r"https://[a-z-]+\.example/", str(website if isinstance(website, str) else website[0]))


def test_the_german_start_page_is_the_root_and_has_an_english_translation(demo):
    home = Site.objects.get(is_default_site=True).root_page

    english = home.get_translation(home.locale.__class__.objects.get(language_code="en"))

    assert home.locale.language_code == "de"
    assert english.live
    assert len(english.get_children().live()) == len(home.get_children().live())


def test_the_tree_of_pages_is_sound(demo):
    assert [problems for problems in Page.find_problems() if problems] == []
    assert not Page.objects.filter(live=False).exists()
    assert CompanyPage.objects.filter(locale__language_code="de").count() == 40
    assert CompanyPage.objects.filter(locale__language_code="en").count() == 40


def test_articles_name_law_and_the_day_of_the_next_check(demo):
    page = ArticlePage.objects.get(slug="wohnung-anmelden")

    laws = [block.value["references"] for block in page.story if block.block_type == "law"]

    assert page.review_date == date(2027, 6, 30)  # the earliest of its facts
    assert any(reference.reference == "BMG § 17 Abs. 1" for reference in laws[0])


def test_links_between_pages_lead_to_pages_of_the_same_language(demo):
    page = SectionPage.objects.get(slug="working", locale__language_code="en")
    targets = [int(number) for number in re.findall(r'linktype="page" id="(\d+)"', str(list(page.story.raw_data)))]

    assert targets
    assert set(Page.objects.filter(pk__in=targets).values_list("locale__language_code", flat=True)) == {"en"}


def test_an_association_runs_the_demonstration(demo):
    assert publication_mode() == "carrier"


def test_fifty_mentors_are_screened_and_some_pause_or_are_full(demo):
    assert Mentor.objects.screened(today=timezone.localdate()).count() == 50
    assert Mentor.objects.filter(is_paused=True).count() == 4
    assert Mentor.objects.filter(capacity=0).count() == 3


def test_mentors_have_faces_with_words_for_those_who_do_not_see_them(demo):
    pictures = [mentor.picture for mentor in Mentor.objects.select_related("picture") if mentor.picture]

    assert pictures
    assert all(picture.alternative_text and not picture.is_decorative for picture in pictures)
    assert all(picture.license for picture in pictures)


def test_youths_are_from_13_to_19_and_consents_come_in_every_state(demo):
    today = timezone.localdate()
    youths = Profile.objects.filter(kind=Profile.Kind.YOUTH)

    ages = {age_in_years(birth_date=youth.birth_date, today=today) for youth in youths}
    by_guardian = Consent.objects.filter(given_by=Consent.GivenBy.GUARDIAN)

    assert ages == set(range(13, 20))
    assert by_guardian.filter(second_channel_at__isnull=False).exists()
    assert by_guardian.filter(second_channel_at__isnull=True).exists()
    assert youths.filter(user__consents__isnull=True).exists()


def test_the_alumna_finds_ten_good_offers_with_reasons(demo):
    ranked = recommend_offers(profile_id=profile_of("jana.wenke").pk, limit=10)

    assert len(ranked.items) == 10
    assert all(item.is_good for item in ranked.items)
    assert all(sum(part.points for part in item.parts) == item.points for item in ranked.items)
    words = "mechatron|mechanik|elektr|automat|instandhalt|techniker"
    assert all(re.search(words, item.offer.title, re.IGNORECASE) for item in ranked.items)


def test_the_nurse_finds_work_in_care(demo):
    ranked = recommend_offers(profile_id=profile_of("thu.ha.nguyen").pk, limit=5)

    assert all(re.search("pfleg|kranken", item.offer.title, re.IGNORECASE) for item in ranked.items)


def test_who_sees_mentors_and_who_does_not(demo):
    assert recommend_mentors(profile_id=profile_of("emil.schuster").pk).items
    assert recommend_mentors(profile_id=profile_of("yusuf.al.masri").pk).items
    with pytest.raises(ConsentMissingError):
        recommend_mentors(profile_id=profile_of("lina.noack").pk)


def test_the_list_of_accounts_tells_what_each_is_for(demo, capsys):
    call_command("list_demo_accounts")

    printed = capsys.readouterr().out
    assert all(person.user.email in printed and person.about in printed for person in selectors.demo_people())


def test_removing_leaves_nothing(demo):
    assert remove_demo(report=silent) is True

    left = {name: (demo[name], n) for name, n in counts().items() if n != demo[name]}
    left.pop("audit.entry", None)  # what was done stays written down, and so does that it was taken back
    assert left == {}
    assert Page.objects.count() == 2  # the root and an empty first page, as on the first day
    assert Site.objects.get(is_default_site=True).root_page.get_children().count() == 0


def test_the_same_seed_gives_the_same_offers_and_another_seed_others(demo, monkeypatch):
    records = {record.name: record for record in Organization.objects.all()}
    organizations = {
        source["key"]: BuiltOrganization(records[source["name"]], source) for source in read_records("organizations")
    }

    def offers_of(seed):
        drawn = []
        monkeypatch.setattr(
            sys.modules["cms.demo.services.offers"], "publish_offers", lambda *, offers: drawn.extend(offers) or offers
        )
        build_offers(seed=seed, today=timezone.localdate(), organizations=organizations, places=Places())
        return {str(offer.public_id): look(offer) for offer in drawn}

    written = {str(offer.public_id): look(offer) for offer in Offer.objects.all()}

    assert offers_of(14626) == written
    assert offers_of(14627) != written


def test_the_same_seed_gives_the_same_names():
    first, second = Names(Random(7)), Names(Random(7))

    assert [first.draw() for _ in range(50)] == [second.draw() for _ in range(50)]


def test_removing_twice_says_that_nothing_is_there(demo):
    remove_demo(report=silent)

    assert remove_demo(report=silent) is False


def test_other_peoples_work_among_the_demo_is_not_removed(demo):
    UserFactory(email="echt@landkreis.example")

    with pytest.raises(DemoRefusedError, match="1 log-ins"):
        remove_demo(report=silent)

    assert Offer.objects.count() == 400


def test_an_interrupted_build_leaves_nothing(demo, monkeypatch):
    remove_demo(report=silent)
    before = counts()

    def interrupted(**_more):
        raise KeyboardInterrupt

    # The package's function of the same name hides the module.
    monkeypatch.setattr(sys.modules["cms.demo.services.build_demo"], "build_youths", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build_demo(report=silent)

    assert counts() == before
    assert selectors.held() is selectors.Holds.NOTHING
