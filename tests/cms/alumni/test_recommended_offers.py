"""The ranked list: reasons that add up, a radius that acts at once, consent before anything is computed."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.accounts.models import User
from matching.models import Consent, Profile, Reaction
from tests.factories import OfferFactory, ProfileFactory

LIST = "/passt-zu-mir/"
POINTS_OF_A_PART = re.compile(r'<b class="hh-num">(\d+) \w+ \d+</b>')


def sign_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def titles(response: object) -> list[str]:
    return [card.title for card in (*response.context["good_cards"], *response.context["weaker_cards"])]


def points(response: object) -> dict[str, int]:
    return {card.title: card.score_100 for card in (*response.context["good_cards"], *response.context["weaker_cards"])}


def test_the_list_needs_a_sign_in(client, db):
    response = client.get(LIST)

    assertRedirects(response, f"{reverse('account_login')}?next={LIST}", fetch_redirect_response=False)


def test_the_points_of_the_parts_add_up_to_the_points_shown(visitor, offers):
    response = visitor.get(LIST)

    cards = response.content.decode().split('<article class="hh-card')[1:]
    assert len(cards) >= 3
    for card in cards:
        total = int(re.search(r"<b>(\d+)</b>", card).group(1))
        assert sum(int(found) for found in POINTS_OF_A_PART.findall(card)) == total


def test_the_first_two_are_cards_and_the_others_open_under_why(visitor, offers):
    html = visitor.get(LIST).content.decode()

    assert html.count('class="hh-fit"') == 2
    assert html.count('class="hh-row"') == html.count('<details class="hh-det"')
    assert html.count('class="hh-row"') >= 1


def test_another_radius_changes_the_list_at_once_and_is_not_stored(visitor, alumna, offers):
    wide = points(visitor.get(LIST))
    narrow = points(visitor.get(LIST, {"radius_km": "5"}))

    assert narrow != wide
    assert narrow.get("Mechatroniker/in in Görlitz", 0) < wide["Mechatroniker/in in Görlitz"]
    alumna.refresh_from_db()
    assert alumna.radius_km == 50


@pytest.mark.parametrize("radius", ["0", "-3", "501", "weit", "1e3", "30.5"])
def test_an_impossible_radius_gets_a_sentence_and_the_list_stays(visitor, offers, radius):
    expected = titles(visitor.get(LIST))

    response = visitor.get(LIST, {"radius_km": radius})

    assert response.status_code == 400
    assert titles(response) == expected
    assertContains(response, 'id="id_radius_km_error"', status_code=400)
    assertContains(response, f'value="{radius}"', status_code=400)


def test_without_consent_nothing_is_computed_and_the_box_is_not_ticked(client, newcomer_to_the_list, offers):
    sign_in(client, newcomer_to_the_list.user)

    response = client.get(LIST)

    assertContains(response, 'type="checkbox" name="agrees"')
    assertNotContains(response, "checked")
    assertNotContains(response, "Mechatroniker/in in Niesky")


def test_agreeing_shows_the_list(client, newcomer_to_the_list, offers):
    sign_in(client, newcomer_to_the_list.user)

    response = client.post("/passt-zu-mir/einwilligung/", {"agrees": "on"}, follow=True)

    assertContains(response, "Mechatroniker/in in Niesky")
    consent = Consent.objects.get(user=newcomer_to_the_list.user)
    assert consent.purpose == Consent.For.RECOMMENDATIONS


def test_sending_the_form_without_a_tick_records_nothing(client, newcomer_to_the_list, offers):
    sign_in(client, newcomer_to_the_list.user)

    response = client.post("/passt-zu-mir/einwilligung/", {})

    assert response.status_code == 400
    assert not Consent.objects.exists()


def test_somebody_without_a_profile_is_led_to_the_form(client, db):
    sign_in(client, User.objects.create_user("neu@heimathafen.example"))

    response = client.get(LIST)

    assertRedirects(response, "/passt-zu-mir/angaben/", fetch_redirect_response=False)


def test_a_profile_that_says_nothing_is_led_to_the_form(client, alumna, offers):
    alumna.occupations.clear()
    sign_in(client, alumna.user)

    response = client.get(LIST)

    assertRedirects(response, "/passt-zu-mir/angaben/", fetch_redirect_response=False)


@pytest.mark.parametrize("address", ["", "angaben/", "gemerkt/"])
def test_a_youth_is_led_to_the_mentors(client, db, address):
    sign_in(client, ProfileFactory(kind=Profile.Kind.YOUTH).user)

    response = client.get(f"{LIST}{address}")

    assertRedirects(response, "/mentoren/", fetch_redirect_response=False)


def test_when_nothing_is_open_the_page_says_what_helps(visitor, mechatronics):
    response = visitor.get(LIST)

    assertContains(response, "hh-empty")


def test_an_offer_that_has_ended_is_gone(visitor, offers):
    visitor.get(LIST)
    offers["Niesky"].live = False
    offers["Niesky"].save()

    assert "Mechatroniker/in in Niesky" not in titles(visitor.get(LIST))


def test_the_page_is_personal_and_never_stored(visitor, offers):
    assert "no-store" in visitor.get(LIST)["Cache-Control"]


def test_a_saved_offer_can_be_found_again_and_taken_back(visitor, alumna, offers):
    answer = reverse("alumni:react", kwargs={"offer_id": offers["Niesky"].public_id})

    visitor.post(answer, {"answer": "saved"})
    saved = visitor.get("/passt-zu-mir/gemerkt/")
    visitor.post(answer, {"answer": ""})

    assertContains(saved, "Mechatroniker/in in Niesky")
    assert not Reaction.objects.exists()


def test_a_declined_offer_leaves_the_list_and_can_come_back(visitor, offers):
    answer = reverse("alumni:react", kwargs={"offer_id": offers["Niesky"].public_id})

    visitor.post(answer, {"answer": "declined"})
    without = titles(visitor.get(LIST))
    visitor.post(answer, {"answer": ""})

    assert "Mechatroniker/in in Niesky" not in without
    assert "Mechatroniker/in in Niesky" in titles(visitor.get(LIST))


def test_an_answer_leads_back_to_the_radius_that_is_being_tried(visitor, offers):
    card = visitor.get(LIST, {"radius_km": "15"}).context["good_cards"][0]

    response = visitor.post(card.actions[0]["url"], {"answer": card.actions[0]["value"]})

    assertRedirects(response, f"{LIST}?radius_km=15", fetch_redirect_response=False)


def test_answers_of_others_are_not_shown(visitor, offers):
    stranger = ProfileFactory()
    Reaction.objects.create(profile=stranger, offer=offers["Zittau"], kind=Reaction.Kind.SAVED)

    assertNotContains(visitor.get("/passt-zu-mir/gemerkt/"), "Mechatroniker/in in Zittau")


def test_an_answer_to_an_offer_that_is_not_open_is_not_found(visitor, alumna):
    draft, ended = OfferFactory(live=False), OfferFactory(expired_yesterday=True)
    unknown = "7b1f0a52-6f0e-4a55-8a3e-2b6d8d4f3f10"

    statuses = {
        visitor.post(reverse("alumni:react", kwargs={"offer_id": one}), {"answer": "saved"}).status_code
        for one in (draft.public_id, ended.public_id, unknown)
    }

    assert statuses == {404}


def test_an_invented_answer_is_not_found(visitor, offers):
    answer = reverse("alumni:react", kwargs={"offer_id": offers["Niesky"].public_id})

    assert visitor.post(answer, {"answer": "hired"}).status_code == 404


@pytest.mark.parametrize("address", ["antwort/7b1f0a52-6f0e-4a55-8a3e-2b6d8d4f3f10/", "einwilligung/"])
def test_reading_an_address_changes_nothing(visitor, address):
    assert visitor.get(f"{LIST}{address}").status_code == 405


def test_changes_need_the_token_of_the_form(alumna, offers):
    stranger_s_form = sign_in(Client(enforce_csrf_checks=True), alumna.user)

    response = stranger_s_form.post(
        reverse("alumni:react", kwargs={"offer_id": offers["Niesky"].public_id}), {"answer": "saved"}
    )

    assert response.status_code == 403
    assert not Reaction.objects.exists()


def test_everybody_may_read_how_the_order_comes_about(client, db):
    response = client.get("/passt-zu-mir/so-entsteht-die-reihenfolge/")

    lines = response.context["lines"]
    assert sum(line.max_points for line in lines) == 100
    assertContains(response, lines[0].label)
