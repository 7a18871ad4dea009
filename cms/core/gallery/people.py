"""Examples of people and what belongs to them."""

from cms.core.blocks.samples import words
from cms.core.gallery.examples import Example, component, empty, long, usual
from cms.core.gallery.pages import NOWHERE

PHONE = "030 23125 014"  # of the range that is reserved for stories and films


@component("contact_card")
def _contact_card() -> list[Example]:
    say = words()
    contact = {
        "name": say["name"],
        "role": say["office"],
        "phone": PHONE,
        "email": "willkommen@heimathafen.example",
        "hours": say["hours"],
        "languages": say["languages"],
        "note": say["lead"],
        "message_url": NOWHERE,
    }
    return [
        usual(contact=contact),
        long(contact={**contact, "name": f"Dr. {say['long']}", "role": say["long"], "message_url": ""}),
        empty(contact=None, welcome_guides={"phone": PHONE, "hours": say["hours"]}),
        empty(contact=None),
    ]


@component("mentor_card")
def _mentor_card() -> list[Example]:
    say = words()
    mentor = {
        "first_name": "Milena",
        "occupation": say["role"],
        "place": "Zittau",
        "quote": say["quote"],
        "reasons": [say["point_1"], say["point_2"]],
        "yes_url": NOWHERE,
        "no_url": NOWHERE,
        "method": "get",
    }
    return [usual(mentor=mentor), long(mentor={**mentor, "occupation": say["long"], "quote": say["long"]})]


@component("story_card", inside="grid")
def _story_card() -> list[Example]:
    say = words()
    story = {"title": say["quote"], "url": NOWHERE, "teaser": say["lead"], "kind": say["word"]}
    return [
        usual(story=story, tone="lake"),
        long(story={**story, "title": say["long"], "teaser": say["long"]}),
        empty(story={"title": say["quote"], "url": NOWHERE}),
    ]


@component("company_card", inside="grid")
def _company_card() -> list[Example]:
    say = words()
    company = {"name": "Kranichwerk GmbH", "url": NOWHERE, "place": "Niesky", "summary": say["lead"]}
    return [
        usual(company=company),
        long(company={**company, "name": say["long"]}),
        empty(company={"name": "Kranichwerk", "url": NOWHERE}),
    ]


@component("event_row", inside="list")
def _event_row() -> list[Example]:
    from datetime import date

    say = words()
    event = {
        "title": say["events"],
        "url": NOWHERE,
        "start": date(2026, 12, 4),
        "when": say["time_2"],
        "where": "Zittau",
    }
    return [
        usual(event=event),
        usual(event={**event, "is_cancelled": True}),
        long(event={**event, "title": say["long"]}),
    ]


@component("offer_row", inside="list")
def _offer_row() -> list[Example]:
    say = words()
    offer = {
        "title": "Mechatroniker/in",
        "url": NOWHERE,
        "provider": "Kranichwerk GmbH",
        "place": "Niesky",
        "hours": say["fact_1_value"],
        "kind": say["word"],
    }
    return [usual(offer=offer), long(offer={**offer, "title": say["long"], "provider": say["long"]})]


@component("search_hit", inside="ol")
def _search_hit() -> list[Example]:
    say = words()
    hit = {
        "title": say["heading"],
        "url": NOWHERE,
        "excerpt": say["paragraph"],
        "kind": say["word"],
        "trail": say["lead"],
    }
    german = {"language": "de", "language_name": "Deutsch"}
    return [usual(hit=hit), usual(hit={**hit, **german}), long(hit={**hit, "title": say["long"]})]
