"""Mentors in every state that counts: screened, expired, incomplete, pausing, full."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import cycle
from random import Random

from cms.accounts.models import User
from cms.core.models import PortalImage
from cms.demo.content import FOLDER, read_table
from cms.demo.services.organizations import BuiltOrganization, drawn_id
from cms.demo.services.people import Names, open_numbered_account
from cms.demo.services.pictures import Portraits, faces
from cms.demo.services.places import Places
from matching.models import Mentor, MentorScreening, Organization
from matching.selectors import suggest_occupations

# Of every twelve mentors ten are fully screened; the first is the one to sign in as.
STATES = (*["valid"] * 4, "expired", *["valid"] * 3, "incomplete", *["valid"] * 3)
N_PAUSED, N_FULL = 4, 3
WITH_ORGANIZATION = 0.75


def build_mentors(
    *,
    seed: int,
    today: date,
    organizations: Mapping[str, BuiltOrganization],
    places: Places,
    users: Mapping[str, User],
    portraits: Portraits,
) -> int:
    """Create mentors from their sentences; return how many."""
    chance = Random(f"{seed} mentors")  # noqa: S311  a demonstration, no secret
    names = Names(chance)
    drawn: dict[str, Iterator[PortalImage | None]] = {
        sex: cycle([*some, None]) for sex, some in faces(portraits).items()
    }
    rows = read_table(FOLDER / "mentors.tsv")
    away = chance.sample(range(1, len(rows)), N_PAUSED + N_FULL)
    paused, full = set(away[:N_PAUSED]), set(away[N_PAUSED:])
    for number, row in enumerate(rows):
        name = names.draw(sex=row["sex"])
        user = users["mentor"] if number == 0 else open_numbered_account(kind="mentor", number=number, name=name)
        organization = _employer(row["fits"], organizations, chance)
        place = organization.place if organization else places.any(chance)
        mentor = Mentor.objects.create(
            public_id=drawn_id(chance),
            user=user,
            first_name=user.first_name,
            statement=row["statement"],
            occupation_id=_occupation_id(row["occupation"]),
            organization=organization,
            place=places.named("Löbau") if number == 0 else place,
            languages=name.languages,
            interests=row["interests"].split(","),
            capacity=2 if number == 0 else 0 if number in full else chance.randint(1, 2),
            is_paused=number in paused,
            picture=next(drawn[name.sex]),
            is_demo=True,
        )
        _screen(mentor, STATES[number % len(STATES)], users=users, today=today, chance=chance)
    return len(rows)


def _occupation_id(name: str) -> str:
    """Return the occupation of that name, whose two forms stand side by side ("Tischler/Tischlerin")."""
    for found in suggest_occupations(words=name, limit=50):
        if found.label.partition("/")[0] == name:
            return found.value
    raise LookupError(f"no occupation is called {name!r}")


def _employer(fits: str, organizations: Mapping[str, BuiltOrganization], chance: Random) -> Organization | None:
    fitting = [built.record for built in organizations.values() if fits in built.source["fits"]]
    return chance.choice(fitting) if fitting and chance.random() < WITH_ORGANIZATION else None


def _screen(mentor: Mentor, state: str, *, users: Mapping[str, User], today: date, chance: Random) -> None:
    seen_on = today - timedelta(days=chance.randint(30, 300))
    is_whole = state != "incomplete"
    MentorScreening.objects.create(
        mentor=mentor,
        certificate_seen_on=seen_on,
        training_done_on=seen_on + timedelta(days=14) if is_whole else None,
        first_interviewer=users["coordinator"],
        second_interviewer=users["administrator"] if is_whole or chance.random() < 0.5 else None,
        valid_until=today - timedelta(days=1) if state == "expired" else seen_on + timedelta(days=3 * 365),
    )
