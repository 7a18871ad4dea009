import pytest
from django.contrib.auth.models import Group
from django.test import RequestFactory
from wagtail.models import Collection, GroupPagePermission, Page
from wagtail.permissions import page_permission_policy

from cms.accounts import services
from cms.accounts.models import User
from cms.core.models import Contact, TownHall
from cms.core.town_halls.ownership import choosable, choosable_pages, municipalities_of, own, own_pages
from cms.core.town_halls.policy import OwnRecordsPolicy
from cms.welcome.models import MunicipalityPage
from matching.models import Offer, Organization, Place
from tests.factories import (
    ArticlePageFactory,
    MunicipalityPageFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    UserFactory,
    serve_portal,
    sign_in_staff,
    translate_page,
)
from tests.factories.records import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def niesky(db) -> Place:
    services.ensure_roles()
    return PlaceFactory(name="Niesky")


@pytest.fixture
def zittau(niesky) -> Place:
    return PlaceFactory(name="Zittau")


@pytest.fixture
def editor(niesky) -> User:
    user = UserFactory()
    services.give_municipality(user=user, municipality=niesky)
    return user


def test_a_municipalitys_editor_reaches_the_desk_and_needs_a_second_factor(editor):
    assert editor.is_staff
    assert not editor.is_superuser
    assert editor.has_perm("wagtailadmin.access_admin")


def test_a_municipalitys_editor_writes_and_does_not_publish(editor, niesky):
    page = MunicipalityPageFactory(parent=serve_portal(), place=niesky)
    article = ArticlePageFactory(parent=page, live=False)
    offer = OfferFactory(live=False)

    rights = article.permissions_for_user(editor)

    assert rights.can_edit()
    assert rights.can_submit_for_moderation()
    assert not rights.can_publish()
    assert editor.has_perm("matching.change_offer")
    assert not editor.has_perm("matching.publish_offer")
    assert offer.get_workflow() is not None


def test_the_subtree_is_theirs_in_every_language_and_nothing_else(editor, niesky, zittau):
    home = serve_portal()
    translate_page(home, title="Home")
    root = MunicipalityPageFactory(parent=home, place=niesky)
    below = ArticlePageFactory(parent=root)
    english = translate_page(root, title="Niesky in English")
    MunicipalityPageFactory(parent=home, place=zittau)
    ArticlePageFactory(parent=home)

    found = set(own_pages(editor).values_list("pk", flat=True))

    assert found == {root.pk, below.pk, english.pk}


def test_a_municipality_that_gets_a_page_gets_its_group(niesky):
    MunicipalityPageFactory(parent=serve_portal(), place=niesky)

    assert Group.objects.filter(name="Gemeinde Niesky", town_hall__municipality=niesky).exists()


def test_a_page_that_becomes_anothers_leaves_its_first_editors(editor, niesky, zittau):
    root = MunicipalityPageFactory(parent=serve_portal(), place=niesky)
    root.place = zittau
    root.save()

    editor = User.objects.get(pk=editor.pk)

    assert not own_pages(editor).exists()
    assert set(GroupPagePermission.objects.filter(page=root).values_list("group__name", flat=True)) == {
        "Gemeinde Zittau"
    }


def test_a_draft_with_another_municipality_changes_nobodys_rights_until_it_is_published(editor, niesky, zittau):
    root = MunicipalityPageFactory(parent=serve_portal(), place=niesky)
    root.place = zittau

    draft = root.save_revision()
    before = set(own_pages(editor).values_list("pk", flat=True))
    draft.publish()
    after = set(own_pages(User.objects.get(pk=editor.pk)).values_list("pk", flat=True))

    assert (before, after) == ({root.pk}, set())


def test_a_municipalitys_page_takes_the_municipality_and_none_of_its_postcodes(niesky):
    part = PlaceFactory(name="Zittau", kind=Place.Kind.POSTCODE, municipality=niesky)
    home = serve_portal()
    page, earlier = (MunicipalityPageFactory(parent=home, title=str(place), place=place) for place in (niesky, part))
    form = MunicipalityPage.get_edit_handler().get_form_class()
    user = UserFactory(is_superuser=True)

    errors = [
        form({"place": part.pk, "story-count": "0"}, instance=one, parent_page=home, for_user=user).errors.get(
            "place", []
        )
        for one in (page, earlier)
    ]

    assert errors == [["Wählen Sie die Gemeinde selbst, nicht eine ihrer Postleitzahlen."], []]


def test_running_again_restores_the_rights_and_makes_nothing_twice(editor, niesky):
    MunicipalityPageFactory(parent=serve_portal(), place=niesky)
    group = services.ensure_municipality_group(municipality=niesky)
    group.permissions.clear()
    GroupPagePermission.objects.create(
        group=group,
        page=Page.get_first_root_node(),
        permission=page_permission_policy._get_permission_objects_for_actions(["publish"]).get(),
    )

    services.ensure_municipality_groups()

    assert group.permissions.filter(codename="access_admin").exists()
    assert group.page_permissions.count() == 3
    assert TownHall.objects.count() == Collection.objects.filter(name="Gemeinde Niesky").count() == 1


def test_a_group_somebody_made_by_hand_gets_no_rights_by_its_name(niesky):
    by_hand = Group.objects.create(name="Gemeinde Niesky")

    group = services.ensure_municipality_group(municipality=niesky)

    assert group != by_hand
    assert not by_hand.permissions.exists()


def test_a_group_without_its_town_hall_is_gone(editor, niesky):
    TownHall.objects.get(municipality=niesky).delete()

    assert not User.objects.get(pk=editor.pk).has_perm("core.change_contact")


def test_a_town_hall_that_nobody_works_for_goes_with_its_last_page(niesky):
    page = MunicipalityPageFactory(parent=serve_portal(), place=niesky)

    page.delete()

    assert not TownHall.objects.exists()
    assert not Group.objects.filter(name="Gemeinde Niesky").exists()
    assert Collection.objects.count() == 1


def test_a_town_hall_with_editors_stays_when_its_page_goes(editor, niesky):
    page = MunicipalityPageFactory(parent=serve_portal(), place=niesky)

    page.delete()

    assert municipalities_of(User.objects.get(pk=editor.pk)) == {niesky.pk}


def test_files_are_chosen_from_their_own_collection_only(editor, niesky):
    collections = set(
        services.ensure_municipality_group(municipality=niesky).collection_permissions.values_list(
            "collection__name", flat=True
        )
    )

    assert collections == {"Gemeinde Niesky"}


@pytest.fixture
def contacts(niesky, zittau) -> dict[str, Contact]:
    make = Contact.objects.create
    return {
        "own": make(key="own", name="Bürgerbüro", phone="1", municipality=niesky),
        "other": make(key="other", name="Standesamt", phone="2", municipality=zittau),
        "district": make(key="district", name="Servicestelle", phone="3"),
    }


def test_a_municipalitys_contacts_are_changed_by_its_editors_and_the_districts_are_used(editor, contacts):
    policy = OwnRecordsPolicy(Contact)

    changes = policy.instances_user_has_permission_for(editor, "change")
    uses = choosable(Contact.objects.all(), editor)

    assert set(changes) == {contacts["own"]}
    assert set(uses) == {contacts["own"], contacts["district"]}
    assert policy.user_has_permission_for_instance(editor, "change", contacts["own"])
    assert not policy.user_has_permission_for_instance(editor, "change", contacts["other"])
    assert not policy.user_has_permission_for_instance(editor, "delete", contacts["own"])


def test_the_districts_editors_change_all_contacts(contacts):
    user = UserFactory()
    services.give_role(user=user, role=services.Role.EDITOR)

    changes = OwnRecordsPolicy(Contact).instances_user_has_permission_for(user, "change")

    assert set(changes) == set(contacts.values())


def test_a_company_and_its_offers_belong_where_the_company_sits_also_in_a_postcode_of_it(editor, niesky, zittau):
    see = Place.objects.create(
        code="02906 See", kind=Place.Kind.POSTCODE, name="See", folded_name="see", municipality=niesky,
        district_code="14626", latitude=51.3, longitude=14.8,
    )  # fmt: skip
    company = OrganizationFactory(place=see)
    offer = OfferFactory(organization=company, place=zittau)
    OfferFactory(organization=OrganizationFactory(place=zittau), place=niesky)

    assert list(own(Organization.objects.all(), editor)) == [company]
    assert list(own(Offer.objects.all(), editor)) == [offer]


def test_pages_of_others_are_linked_when_public_and_called_the_same_in_their_draft(editor, zittau):
    home = serve_portal()
    root = MunicipalityPageFactory(parent=home, place=zittau)
    ArticlePageFactory(parent=root, live=False)
    renamed = ArticlePageFactory(parent=root)
    renamed.title = "Noch geheim"
    renamed.save_revision()

    found = choosable_pages(Page.objects.descendant_of(home, inclusive=True), editor)

    assert {page.pk for page in found} == {home.pk, root.pk}


def test_a_second_municipality_adds_and_a_district_role_lifts_the_limit(editor, niesky, zittau):
    services.give_municipality(user=editor, municipality=zittau)
    with_two = municipalities_of(User.objects.get(pk=editor.pk))
    services.give_role(user=editor, role=services.Role.COORDINATOR)
    as_coordinator = municipalities_of(User.objects.get(pk=editor.pk))
    services.give_role(user=editor, role=services.Role.EDITOR)
    as_editor = municipalities_of(User.objects.get(pk=editor.pk))

    assert with_two == as_coordinator == {niesky.pk, zittau.pk}
    assert as_editor is None


def test_menus_show_nothing_that_turns_them_away(editor, niesky, client):
    MunicipalityPageFactory(parent=serve_portal(), place=niesky)
    sign_in_staff(client, editor)

    desk = client.get("/admin/").content.decode()

    assert "/admin/snippets/core/contact/" in desk
    assert "/admin/images/" in desk
    for closed in ("reports", "translations", "search-desk", "core/reference", "users", "redirects", "workflows"):
        assert f'"/admin/{closed}' not in desk, closed


def test_the_administrator_gives_a_municipality_by_ticking_its_group(niesky, client):
    MunicipalityPageFactory(parent=serve_portal(), place=niesky)
    administrator = UserFactory()
    services.give_role(user=administrator, role=services.Role.ADMINISTRATOR)
    sign_in_staff(client, administrator)

    form = client.get("/admin/users/new/").content.decode()

    assert "Gemeinde Niesky" in form


def test_nobody_is_limited_who_is_not_signed_in():
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert municipalities_of(request.user) is None


def test_files_in_a_collection_below_outlive_the_municipalitys_last_page(niesky):
    page = MunicipalityPageFactory(parent=serve_portal(), place=niesky)
    below = TownHall.objects.get().collection.add_child(name="Wappen")
    picture = make_picture(collection=below)

    page.delete()

    picture.refresh_from_db()
    assert not TownHall.objects.exists()
    assert picture.collection == below
