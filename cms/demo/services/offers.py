"""Offers in the wording of the companies; what they mean is understood by the portal, not told to it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from cms.demo.content import read_records
from cms.demo.services.organizations import BuiltOrganization, drawn_id
from cms.demo.services.places import Places
from matching.models import GermanLevel, Offer, Place
from matching.services import publish_offers

OTHER_SITE = 0.15  # share of offers at a second site
WIDE_HOURS = 10  # hours a week; a wider range is often narrowed
START_OF_TRAINING = (8, 1)  # month, day
FOR_THE_YOUNG = {Offer.Kind.APPRENTICESHIP, Offer.Kind.INTERNSHIP}
_FORMAL = re.compile(r"\b(Sie|Ihnen|Ihr\w*)\b")
_FAMILIAR = re.compile(r"\b(du|dir|dich|dein\w*)\b", re.IGNORECASE)


def build_offers(*, seed: int, today: date, organizations: Mapping[str, BuiltOrganization], places: Places) -> int:
    """Publish the offers of all organizations; return how many."""
    chance = Random(f"{seed} offers")  # noqa: S311  a demonstration, no secret
    pool = read_records("offers")
    offers = [
        _offer(source, organization, chance=chance, today=today, places=places)
        for organization in organizations.values()
        for source in _chosen(pool, organization, chance)
    ]
    # The newest stand first in lists; unmixed, they would all come from one company.
    chance.shuffle(offers)
    return len(publish_offers(offers=offers))


def training_year(today: date) -> int:
    """Return the year in which the next apprenticeships begin."""
    return today.year + (today >= date(today.year, *START_OF_TRAINING))


def _chosen(pool: list[dict[str, Any]], organization: BuiltOrganization, chance: Random) -> list[dict[str, Any]]:
    """Draw as many different titles as the organization offers, frequent ones first."""
    fits = set(organization.source["fits"])
    fitting = [source for source in pool if fits & set(source["fits"])]
    # Drawing without putting back, by weight (Efraimidis and Spirakis 2006).
    keyed = sorted(fitting, key=lambda source: chance.random() ** (1 / source.get("weight", 1)), reverse=True)
    return keyed[: organization.source["offers"]]


def _offer(
    source: dict[str, Any], organization: BuiltOrganization, *, chance: Random, today: date, places: Places
) -> Offer:
    record = organization.record
    kind = Offer.Kind(source["kind"])
    hours_min, hours_max = _hours(source, chance)
    public_id = drawn_id(chance)
    summary, description = _words(source, organization.source, kind, chance)
    return Offer(
        public_id=public_id,
        organization=record,
        kind=kind,
        title=source["title"].format(year=training_year(today)),
        summary=summary,
        description=description,
        place=_place(record.place, places, chance),
        remote_share=source.get("remote"),
        hours_min=hours_min,
        hours_max=hours_max,
        weekdays=source.get("days", []),
        every_weeks=source.get("every_weeks"),
        german_level=GermanLevel[source["german"]] if "german" in source else None,
        qualification_level=source.get("level"),
        certificates=source.get("certificates", []),
        minimum_age=source.get("age"),
        start_date=_start(kind, today, chance),
        expire_at=_midnight(today + timedelta(days=chance.randint(21, 150))),
        website=f"{record.website}stellen/{public_id.hex[:8]}",
        is_demo=True,
    )


def _words(source: dict[str, Any], company: dict[str, Any], kind: Offer.Kind, chance: Random) -> tuple[str, str]:
    """Return summary and description, as companies write: some begin with themselves, some with the work."""
    summary, *others = chance.sample(source["texts"], len(source["texts"]))
    tone = _FORMAL if kind in FOR_THE_YOUNG or _FAMILIAR.search(" ".join(source["texts"])) else _FAMILIAR
    opening, closing = _one_of(company["opens"], tone, chance), _one_of(company["closes"], tone, chance)
    more = " ".join(others)
    shapes = [
        (opening, more, closing),
        (more, closing),
        (opening, more),
        (more, opening, closing),
        (f"{opening} {more}".strip(), closing),
        (more, f"{opening} {closing}".strip()),
    ]
    return summary, "\n\n".join(filter(None, chance.choice(shapes)))


def _one_of(sentences: Iterable[str], unwanted: re.Pattern[str], chance: Random) -> str:
    """Choose a sentence; a text says either "du" or "Sie", never both."""
    fitting = [sentence for sentence in sentences if not unwanted.search(sentence)]
    return chance.choice(fitting) if fitting else ""


def _hours(source: dict[str, Any], chance: Random) -> tuple[float | None, float | None]:
    low, high = source.get("hours", (None, None))
    if low is not None and high - low >= WIDE_HOURS:
        middle = (low + high) // 2
        low, high = chance.choice([(low, high), (low, middle), (middle, high), (low, high)])
    return low, high


def _place(home: Place, places: Places, chance: Random) -> Place:
    return places.near(home, chance) if chance.random() < OTHER_SITE else home


def _start(kind: Offer.Kind, today: date, chance: Random) -> date | None:
    if kind == Offer.Kind.APPRENTICESHIP:
        return date(training_year(today), *START_OF_TRAINING)
    in_days = chance.choice([None, 0, 14, 30, 60, 90])
    return None if in_days is None else today + timedelta(days=in_days)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
