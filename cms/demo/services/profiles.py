"""Youths and people who moved away, with what they told and allowed."""

from datetime import date
from random import Random
from typing import Any

from cms.accounts.models import User
from cms.alumni.selectors import skills_asked_for
from cms.demo.content import FOLDER, read_records, read_table
from cms.demo.services.people import Names, born, open_demo_account, open_numbered_account
from cms.demo.services.places import Places
from matching.models import GUARDIAN_CONSENT_AGE, Consent, GermanLevel, Interest, Profile
from matching.services import record_consent, save_profile

N_YOUTHS, N_ALUMNI = 120, 200
YOUTH_AGES = range(13, 20)  # years
# A guardian's word, the same without the second channel, or none yet.
BELOW_16 = ("guardian", "guardian", "unconfirmed", "none")
FROM_16 = ("self", "self", "self", "self", "none")
WISHES = ("", "", "", "Tischlerin", "Mechatroniker", "Pflegefachfrau", "Erzieher", "Softwareentwicklerin", "Gärtner")
HOURS = ((15, 25), (20, 30), (30, 40), (35, 40), (38, 40), (None, None))
RADII_KM = (15, 20, 25, 30, 40, 50, 60)
WITH_CONSENT = 0.85  # share of alumni
DETAILS = ("weekdays", "every_weeks", "limit_km", "qualification_level", "certificates")


def build_youths(*, seed: int, today: date, places: Places) -> int:
    """Create youths from 13 to 19; return how many."""
    chance = Random(f"{seed} youths")  # noqa: S311  a demonstration, no secret
    named = [record for record in read_records("people") if record["kind"] == "youth"]
    for record in named:
        user = _save_named(record, today=today, places=places)
        _consent_of_youth(user, record["consent"])
    names = Names(chance)
    for number in range(N_YOUTHS - len(named)):
        name, age = names.draw(), chance.choice(YOUTH_AGES)
        user = open_numbered_account(kind="jugend", number=number, name=name)
        save_profile(
            user_id=user.pk,
            kind=Profile.Kind.YOUTH,
            first_name=name.first,
            birth_date=born(years=age, today=today, days=chance.randint(1, 360)),
            place=places.any(chance),
            radius_km=chance.choice(RADII_KM),
            german_level=chance.choice([3, 4, 5, 6, 6, 6]),
            languages=name.languages,
            interests=chance.sample(list(Interest.values), chance.randint(1, 3)),
            occupation_text=chance.choice(WISHES),
            is_demo=True,
        )
        _consent_of_youth(user, chance.choice(FROM_16 if age >= GUARDIAN_CONSENT_AGE else BELOW_16))
    return N_YOUTHS


def build_alumni(*, seed: int, today: date, places: Places) -> int:
    """Create people who live elsewhere and named where they would come back to; return how many."""
    chance = Random(f"{seed} alumni")  # noqa: S311  a demonstration, no secret
    named = [record for record in read_records("people") if record["kind"] == "alumna"]
    for record in named:
        user = _save_named(record, today=today, places=places)
        # As the form suggests them: what open offers in the person's occupation ask for.
        known = skills_asked_for(profile=user.profile)[: record.get("n_skills", 0)]
        save_profile(user_id=user.pk, skill_ids=[skill.pk for skill in known])
        record_consent(user_id=user.pk, purpose=Consent.For.RECOMMENDATIONS)
    names, rows = Names(chance), read_table(FOLDER / "alumni.tsv")
    for number in range(N_ALUMNI - len(named)):
        name, row = names.draw(), rows[number % len(rows)]
        user = open_numbered_account(kind="alumni", number=number, name=name)
        hours_min, hours_max = chance.choice(HOURS)
        save_profile(
            user_id=user.pk,
            kind=Profile.Kind.ALUMNA,
            first_name=name.first,
            birth_date=born(years=chance.randint(20, 58), today=today, days=chance.randint(1, 360)),
            place=places.any(chance),
            radius_km=chance.choice(RADII_KM),
            hours_min=hours_min,
            hours_max=hours_max,
            german_level=GermanLevel(int(row["german_level"])),
            qualification_level=int(row["level"]) if row["level"] else None,
            certificates=[code for code in row["certificates"].split(",") if code],
            weekdays=[int(day) for day in row["days"]],
            every_weeks=int(row["every_weeks"]) if row["every_weeks"] else None,
            languages=name.languages,
            interests=row["interests"].split(","),
            occupation_text=row["occupation_text"],
            is_demo=True,
        )
        if chance.random() < WITH_CONSENT:
            record_consent(user_id=user.pk, purpose=Consent.For.RECOMMENDATIONS)
    return N_ALUMNI


def _save_named(record: dict[str, Any], *, today: date, places: Places) -> User:
    user = open_demo_account(name=record["email"], first_name=record["first_name"], last_name=record["last_name"])
    hours_min, hours_max = record.get("hours", (None, None))
    save_profile(
        user_id=user.pk,
        kind=Profile.Kind(record["kind"]),
        first_name=record["first_name"],
        birth_date=born(years=record["age"], today=today),
        place=places.named(record["place"]),
        radius_km=record["radius_km"],
        hours_min=hours_min,
        hours_max=hours_max,
        **{name: record[name] for name in DETAILS if name in record},
        german_level=GermanLevel(record["german_level"]),
        languages=record["languages"],
        interests=record["interests"],
        occupation_text=record.get("occupation_text", ""),
        is_demo=True,
    )
    return user


def _consent_of_youth(user: User, consent: str) -> None:
    if consent == "self":
        record_consent(user_id=user.pk, purpose=Consent.For.MENTORING)
    elif consent in ("guardian", "unconfirmed"):
        record_consent(
            user_id=user.pk,
            purpose=Consent.For.MENTORING,
            given_by=Consent.GivenBy.GUARDIAN,
            second_channel=consent == "guardian",
        )
