"""Invented names and log-ins."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils.text import slugify

from cms.accounts.models import User
from cms.accounts.services import open_account
from cms.demo.accounts import address
from cms.demo.content import FAMILY_NAMES, NAMES, read_table

DAYS_A_YEAR = 365.25
_LANGUAGE_OF = {"pl": "pl", "cs": "cs", "uk": "uk", "ar": "ar", "vi": "vi", "hsb": "hsb"}


@dataclass(frozen=True, slots=True)
class Name:
    """First and family name, drawn independently, and the languages that go with it."""

    first: str
    family: str
    sex: str
    languages: list[str]


class Names:
    """Draws names as frequent as in life."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._first = read_table(NAMES)
        self._family = read_table(FAMILY_NAMES)

    def draw(self, *, sex: str = "") -> Name:
        """Return a name; a sex is given only where a sentence of the person tells it."""
        rows = [row for row in self._first if sex in ("", row["sex"])]
        first = self._chance.choices(rows, weights=[int(row["frequency"]) for row in rows])[0]
        family = self._chance.choice(self._family)
        languages = ["de"]
        if language := _LANGUAGE_OF.get(family["origin"]):
            languages.append(language)
        if self._chance.random() < 0.5:
            languages.append("en")
        return Name(first["name"], family["name"], first["sex"], languages)


def open_demo_account(*, name: str, first_name: str, last_name: str) -> User:
    """Open a log-in as the sign-up does, with an address that reaches nobody."""
    user = open_account(email=address(name))
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])
    return user


def open_numbered_account(*, kind: str, number: int, name: Name) -> User:
    """Open the log-in of one of the many; the number keeps addresses apart."""
    local_part = ".".join(filter(None, (slugify(name.first), slugify(name.family), f"{kind}{number:03}")))
    return open_demo_account(name=local_part, first_name=name.first, last_name=name.family)


def born(*, years: int, today: date, days: int = 60) -> date:
    """Return a birthday of somebody who is so many years and some days old."""
    return today - timedelta(days=round(years * DAYS_A_YEAR) + days)
