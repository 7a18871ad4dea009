"""Invented offices that answer questions."""

from typing import Any

from cms.core.models import Contact, ContactWording
from cms.demo.content import read_records
from cms.demo.services.pictures import Portraits

OWN = ("key", "name", "role", "phone", "email", "hours", "languages", "note")
WORDED = ("role", "hours", "languages", "note")
LANGUAGE_CODES = ("en", "ar")


def build_contacts(*, portraits: Portraits) -> dict[str, Contact]:
    """Create the contacts with their words in other languages; return them by key."""
    return {record["key"]: _create(record, portraits) for record in read_records("contacts")}


def _create(record: dict[str, Any], portraits: Portraits) -> Contact:
    contact = Contact(
        **{name: record[name] for name in OWN if name in record}, picture=portraits.get(record.get("picture", ""))
    )
    contact.wordings = [
        ContactWording(
            language_code=code,
            sort_order=number,
            **{name: record[f"{name}_{code}"] for name in WORDED if f"{name}_{code}" in record},
        )
        for number, code in enumerate(LANGUAGE_CODES)
    ]
    contact.save()
    return contact
