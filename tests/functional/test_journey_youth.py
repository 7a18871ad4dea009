"""Youths look for a mentor: from 16 they decide alone; below, nobody is shown before a guardian has agreed."""

import pytest
from playwright.sync_api import expect

from matching.models import Consent
from tests.factories import ConsentFactory
from tests.functional.region import MENTORS, SURNAME, make_mentors, make_youth
from tests.support.browser import PortalBrowser, screenshot
from tests.support.processes import session_of

pytestmark = [pytest.mark.journey, pytest.mark.chromium, pytest.mark.usefixtures("region")]

SIZES = pytest.mark.parametrize("size", ["desktop", "phone"])


@SIZES
def test_a_youth_of_16_agrees_and_sees_mentors_with_reasons_and_first_names_only(
    browser: PortalBrowser, size: str
) -> None:
    mentors = make_mentors()
    youth = make_youth(16)
    page = browser.open("/", size=size)
    page.context.add_cookies([{"name": "sessionid", "value": session_of(youth.user), "url": browser.address}])

    page.get_by_role("link", name="Los geht’s").click()
    expect(page.get_by_role("checkbox")).to_be_visible()
    assert not any(name in page.content() for name in MENTORS)
    screenshot(page, f"youth-{size}-01-consent")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Mentoren zeigen").click()

    cards = page.locator(".hh-mentor")
    expect(cards).to_have_count(len(MENTORS))
    screenshot(page, f"youth-{size}-02-mentors")
    assert {name.strip() for name in cards.locator("h2").all_inner_texts()} == set(MENTORS)
    for card in cards.all():
        assert card.locator(".hh-ticks li").count() > 0
    html = page.content()
    assert SURNAME.lower() not in html.lower()
    assert not any(mentor.user.email in html for mentor in mentors)
    assert "Uwe" not in html, "somebody is shown who was not screened"

    page.get_by_role("button", name="Katrin kennenlernen").click()
    expect(page.get_by_role("main")).to_contain_text("Du willst Katrin kennenlernen")


@SIZES
def test_a_youth_of_14_sees_that_the_parents_are_missing_and_no_mentor(browser: PortalBrowser, size: str) -> None:
    make_mentors()
    youth = make_youth(14)
    ConsentFactory(user=youth.user, purpose=Consent.For.MENTORING)  # their own does not count before 16
    page = browser.open("/", size=size)
    page.context.add_cookies([{"name": "sessionid", "value": session_of(youth.user), "url": browser.address}])

    page.get_by_role("link", name="Los geht’s").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Eltern")
    screenshot(page, f"youth-{size}-03-guardian-missing")
    html = page.content()
    assert not any(name in html for name in (*MENTORS, SURNAME, "Uwe"))
