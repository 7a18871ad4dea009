"""What each role gets at each address of the portal: written by hand from the rules, never from answers.

Who adds an address decides here what everybody gets there; an address that stands in no table fails the tests.
The editors' desk has rules of its own (tests/contracts/desk_outcomes.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Who asks."""

    VISITOR = "visitor"
    ALUMNA = "alumna"
    YOUTH = "youth"
    MENTOR = "mentor"
    EDITOR = "editor"
    EDITOR_WITHOUT_SECOND_FACTOR = "editor_without_second_factor"
    MUNICIPALITY_EDITOR = "municipality_editor"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Outcome:
    """An answer: its status, and for redirects the name of the address it leads to."""

    status: int
    leads_to: str = ""


Outcomes = Mapping[Role, Outcome]

OK = Outcome(200)
REFUSED = Outcome(400)  # a form with mistakes, shown again
FORBIDDEN = Outcome(403)
NOT_FOUND = Outcome(404)
NOT_ALLOWED = Outcome(405)  # this method has no meaning here
OVER = Outcome(410)  # a link from a letter that holds no longer
SIGN_IN = Outcome(302, "account_login")
SIGN_IN_BY_PASSWORD = Outcome(302, "account_password_login")
SECOND_FACTOR = Outcome(302, "mfa_activate_totp")


def to(name: str) -> Outcome:
    """Return a redirect to a named address."""
    return Outcome(302, name)


def each(default: Outcome, **special: Outcome) -> Outcomes:
    """Give each role its outcome. Staff who have not shown a second factor get nothing else, unless named."""
    half_way = special.pop("editor_without_second_factor", SECOND_FACTOR)
    staff = special.pop("staff", default)
    people = dict.fromkeys(Role, default)
    people |= dict.fromkeys((Role.EDITOR, Role.MUNICIPALITY_EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR), staff)
    return {**people, Role.EDITOR_WITHOUT_SECOND_FACTOR: half_way, **{Role(name): one for name, one in special.items()}}


@dataclass(frozen=True)
class Address:
    """One address with one choice of things in it; `arguments` name what world.py made."""

    name: str
    get: Outcomes
    post: Outcomes
    case: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name} {self.case}".strip()


NOBODY_MAY = each(NOT_ALLOWED)
FOR_ALL = each(OK)
NOT_THERE = each(NOT_FOUND)
COUNTED = each(Outcome(204))  # nothing to see, and nothing about whoever asked
SIGNED_IN = each(OK, visitor=SIGN_IN)

# The room of those who look for work: youths are led to theirs, everybody else says first who they are.
_YOUTHS_PLACE = to("mentoring:recommended_mentors")
_ASKED_WHO = to("alumni:edit_profile")


def _alumnas(outcome: Outcome) -> Outcomes:
    return each(_ASKED_WHO, visitor=SIGN_IN, alumna=outcome, youth=_YOUTHS_PLACE)


# The room of the youths: grown-ups who look for work are led to theirs.
_ALUMNAS_PLACE = to("alumni:recommended_offers")
_ASKED_AGE = to("mentoring:edit_profile")


def _youths(outcome: Outcome) -> Outcomes:
    return each(_ASKED_AGE, visitor=SIGN_IN, alumna=_ALUMNAS_PLACE, youth=outcome)


PUBLIC = (
    Address("health", FOR_ALL, NOBODY_MAY),
    Address("metrics", NOT_THERE, NOBODY_MAY),  # for who knows the token, and no role does
    # Only where settings show it, as in tests; it holds examples and what is public anyway.
    Address("gallery", FOR_ALL, NOBODY_MAY, query="lang=ar&theme=dark"),
    # What machines ask for: the same for everybody, and nothing that is not public.
    Address("robots_text", FOR_ALL, NOBODY_MAY),
    Address("sitemap_index", FOR_ALL, NOBODY_MAY),
    Address("sitemap_part", FOR_ALL, NOBODY_MAY, "German", {"language": "=de", "number": "=1"}),
    Address("sitemap_part", NOT_THERE, NOBODY_MAY, "unknown", {"language": "=fr", "number": "=1"}),
    Address("core:feed", FOR_ALL, NOBODY_MAY, "known", {"name": "=neues"}),
    Address("core:feed", NOT_THERE, NOBODY_MAY, "unknown", {"name": "=personen"}),
    Address(
        "social_picture",
        FOR_ALL,
        NOBODY_MAY,
        "article",
        {"subject": "shared_page", "color": "=213791", "stamp": "shared_page_stamp"},
    ),
    Address(
        "social_picture",
        NOT_THERE,
        NOBODY_MAY,
        "made up",
        {"subject": "shared_page", "color": "=ff0000", "stamp": "shared_page_stamp"},
    ),
    Address("search:results", FOR_ALL, NOBODY_MAY, query="q=Pflege"),
    Address("search:suggest", FOR_ALL, NOBODY_MAY, query="q=Pfl"),
    Address("search:chosen", NOBODY_MAY, COUNTED, data={"q": "Pflege"}),
    Address("core:suggest", FOR_ALL, NOBODY_MAY, "known kind", {"kind": "=place"}, query="q=Nie"),
    Address("core:suggest", NOT_THERE, NOBODY_MAY, "unknown kind", {"kind": "=person"}, query="q=Jana"),
    Address("companies:offer_list", FOR_ALL, NOBODY_MAY),
    Address("companies:offer_detail", FOR_ALL, NOBODY_MAY, "open", {"public_id": "open_offer"}),
    Address("companies:offer_detail", NOT_THERE, NOBODY_MAY, "draft", {"public_id": "draft_offer"}),
    Address("companies:offer_detail", NOT_THERE, NOBODY_MAY, "expired", {"public_id": "expired_offer"}),
    Address("companies:offer_detail", NOT_THERE, NOBODY_MAY, "unknown", {"public_id": "unknown_id"}),
    Address("community:calendar", FOR_ALL, NOBODY_MAY),
    Address("community:event_calendar", FOR_ALL, NOBODY_MAY, "public", {"event_key": "event_key"}),
    Address("community:event_calendar", NOT_THERE, NOBODY_MAY, "draft", {"event_key": "draft_event_key"}),
    Address("community:event_calendar", NOT_THERE, NOBODY_MAY, "private", {"event_key": "private_event_key"}),
    Address("community:event_calendar", NOT_THERE, NOBODY_MAY, "unknown", {"event_key": "unknown_id"}),
    Address("alumni:how_ranking_works", FOR_ALL, NOBODY_MAY),
    # A page holds no form: whatever is sent to it, it is only shown.
    Address("wagtail_serve", FOR_ALL, FOR_ALL, "start", {"0": "="}),
    Address("wagtail_serve", FOR_ALL, FOR_ALL, "article", {"0": "article_path"}),
    Address("wagtail_serve", NOT_THERE, NOT_THERE, "draft", {"0": "draft_path"}),
    Address("wagtail_serve", NOT_THERE, NOT_THERE, "unknown", {"0": "=gibt-es-nicht/"}),
    # Private pages say nothing to those who are signed in and still may not see them.
    Address(
        "wagtail_serve",
        each(NOT_FOUND, visitor=SIGN_IN, administrator=OK),
        each(NOT_FOUND, visitor=SIGN_IN, administrator=OK),
        "private",
        {"0": "private_path"},
    ),
    Address("wagtailcore_authenticate_with_password", NOT_THERE, NOT_THERE, "unknown", {"0": "=0", "1": "=0"}),
    # Wagtail's own doors know neither limits nor second factor: ours stands in their place.
    Address("wagtailcore_login", each(SIGN_IN_BY_PASSWORD), each(SIGN_IN_BY_PASSWORD)),
    Address("wagtailcore_login_shadow", each(SIGN_IN_BY_PASSWORD), each(SIGN_IN_BY_PASSWORD)),
    Address("admin_login_shadow", each(SIGN_IN_BY_PASSWORD), each(SIGN_IN_BY_PASSWORD)),
    Address("admin_password_reset_shadow", each(SIGN_IN_BY_PASSWORD), each(SIGN_IN_BY_PASSWORD)),
    Address("rendition", FOR_ALL, NOBODY_MAY, "picture", {"path": "picture_path"}),
    Address("rendition", NOT_THERE, NOBODY_MAY, "unknown", {"path": "=gibt-es-nicht.png"}),
    Address("rendition", each(REFUSED), NOBODY_MAY, "outside of its folder", {"path": "=../documents/private.txt"}),
    Address("rendition", NOT_THERE, NOBODY_MAY, "the folder itself", {"path": "=."}),
    Address("welcome:brand_stylesheet", FOR_ALL, NOBODY_MAY, "color", {"color": "=213791", "digest": "=00000000"}),
    Address(
        "welcome:brand_stylesheet", NOT_THERE, NOBODY_MAY, "unreadable", {"color": "=ffff00", "digest": "=00000000"}
    ),
    # Documents are handed out whatever the method; it changes nothing.
    Address("wagtaildocs_serve", FOR_ALL, FOR_ALL, "open", {"0": "open_document", "1": "open_document_name"}),
    Address(
        "wagtaildocs_serve",
        each(NOT_FOUND, visitor=SIGN_IN, administrator=OK),
        each(NOT_FOUND, visitor=SIGN_IN, administrator=OK),
        "private",
        {"0": "private_document", "1": "private_document_name"},
    ),
    Address("wagtaildocs_serve", NOT_THERE, NOT_THERE, "unknown", {"0": "=0", "1": "=open.txt"}),
    Address("wagtaildocs_authenticate_with_password", NOT_THERE, NOT_THERE, "unknown", {"restriction_id": "=0"}),
)

ALUMNI = (
    Address("alumni:recommended_offers", _alumnas(OK), NOBODY_MAY),
    Address("alumni:recommended_offers", _alumnas(REFUSED), NOBODY_MAY, "absurd radius", query="radius_km=-1"),
    Address(
        "alumni:edit_profile",
        each(OK, visitor=SIGN_IN, youth=_YOUTHS_PLACE),
        each(REFUSED, visitor=SIGN_IN, youth=_YOUTHS_PLACE),
        data={"hours_min": "many"},
    ),
    Address("alumni:answered_offers", _alumnas(OK), NOBODY_MAY),
    Address(
        "alumni:react",
        NOBODY_MAY,
        _alumnas(to("alumni:recommended_offers")),
        "open",
        {"offer_id": "open_offer"},
        data={"answer": "saved"},
    ),
    Address(
        "alumni:react", NOBODY_MAY, _alumnas(NOT_FOUND), "draft", {"offer_id": "draft_offer"}, data={"answer": "saved"}
    ),
    Address(
        "alumni:react",
        NOBODY_MAY,
        _alumnas(NOT_FOUND),
        "expired",
        {"offer_id": "expired_offer"},
        data={"answer": "saved"},
    ),
    Address(
        "alumni:react", NOBODY_MAY, _alumnas(NOT_FOUND), "unknown", {"offer_id": "unknown_id"}, data={"answer": "saved"}
    ),
    # A mentor's id is no offer's.
    Address(
        "alumni:react",
        NOBODY_MAY,
        _alumnas(NOT_FOUND),
        "mentor",
        {"offer_id": "screened_mentor"},
        data={"answer": "saved"},
    ),
    Address("alumni:consent", NOBODY_MAY, _alumnas(to("alumni:recommended_offers")), "agrees", data={"agrees": "on"}),
    Address("alumni:consent", NOBODY_MAY, _alumnas(REFUSED), "does not agree"),
)

MENTORING = (
    Address("mentoring:recommended_mentors", _youths(OK), NOBODY_MAY),
    Address(
        "mentoring:edit_profile",
        each(OK, visitor=SIGN_IN, alumna=_ALUMNAS_PLACE),
        each(REFUSED, visitor=SIGN_IN, alumna=_ALUMNAS_PLACE),
        data={"birth_date": "yesterday"},
    ),
    Address(
        "mentoring:react",
        NOBODY_MAY,
        _youths(to("mentoring:recommended_mentors")),
        "screened",
        {"mentor_id": "screened_mentor"},
        query="answer=saved",
    ),
    # Who is not screened does not exist for young people.
    Address(
        "mentoring:react",
        NOBODY_MAY,
        _youths(NOT_FOUND),
        "not screened",
        {"mentor_id": "unscreened_mentor"},
        query="answer=saved",
    ),
    Address(
        "mentoring:react", NOBODY_MAY, _youths(NOT_FOUND), "unknown", {"mentor_id": "unknown_id"}, query="answer=saved"
    ),
    Address(
        "mentoring:react", NOBODY_MAY, _youths(NOT_FOUND), "offer", {"mentor_id": "open_offer"}, query="answer=saved"
    ),
    Address(
        "mentoring:consent", NOBODY_MAY, _youths(to("mentoring:recommended_mentors")), "agrees", data={"agrees": "on"}
    ),
    Address("mentoring:consent", NOBODY_MAY, _youths(REFUSED), "does not agree"),
)
