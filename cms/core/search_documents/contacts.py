"""Contacts as search documents: the offices and officials that public pages name, in each language they are worded in.

A contact is published by the page that shows it, and leads there. Its document holds what the office says of itself and
the name that stands on that page; phone, e-mail and face stay on the page.
"""

from collections.abc import Collection, Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.models import Contact, ContactWording
from cms.core.uses import public_pages_using, public_uses, used_on
from matching.changes import Kind
from search.documents import DocumentKind, DocumentSource, SearchDocument, places, version_of
from search.documents.places import municipality_value, row_numbers


class ContactSource(DocumentSource):
    """Every contact that a public page shows; a document's id is the contact's number and a language: "12-de"."""

    name = "contact"
    change_kind = Kind.CONTACT
    kinds = (DocumentKind("contact", _("Contact"), "meadow"),)

    def load(self, object_ids: Collection[str] | None = None) -> Iterable[SearchDocument]:
        contacts = Contact.objects.select_related("place").prefetch_related("wordings").order_by("pk")
        if object_ids is not None:
            contacts = contacts.filter(pk__in=_contact_numbers(object_ids))
        found = list(contacts)
        shown_on = public_pages_using(Contact, [contact.pk for contact in found])
        for contact in found:
            if pages := shown_on.get(contact.pk):
                yield from (
                    one for one in _documents(contact, pages) if object_ids is None or one.object_id in object_ids
                )

    def visible(self, object_ids: Collection[str]) -> set[str]:
        numbers = {object_id: object_id.partition("-")[0] for object_id in object_ids}
        # Only numbers are asked for: nonsense in an index names nothing, and PostgreSQL refuses NUL.
        asked = [str(number) for number in row_numbers(set(numbers.values()))]
        shown = public_uses(Contact).filter(to_object_id__in=asked)
        public = set(shown.values_list("to_object_id", flat=True))
        return {object_id for object_id, number in numbers.items() if number in public}

    def affected_by(self, kind: Kind, object_ids: Collection[str]) -> set[str]:
        if kind == Kind.CONTACT:
            return _in_all_languages(object_ids)
        if kind == Kind.PAGE:  # a contact leads to a page that shows it
            return _in_all_languages(used_on(Contact, row_numbers(object_ids)))
        if kind == Kind.PLACE:
            there = Contact.objects.filter(place__in=places.places_within(object_ids))
            return _in_all_languages(str(pk) for pk in there.values_list("pk", flat=True))
        return set()

    def facet_labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        return places.municipality_labels(values) if facet == places.FACET else {}


def _documents(contact: Contact, pages: list[Page]) -> Iterator[SearchDocument]:
    wordings = {settings.LANGUAGE_CODE: contact, **{one.language_code: one for one in contact.wordings.all()}}
    for language, words in wordings.items():
        page = _best(pages, language)
        if language in _LANGUAGES and (url := page.get_url()):
            yield _document(contact, words, language, url)


def _document(contact: Contact, words: Contact | ContactWording, language: str, url: str) -> SearchDocument:
    place = contact.place
    place_name = place.name if place else ""
    told = (words.role, words.note, words.hours, words.languages, place_name)
    return SearchDocument(
        source=ContactSource.name,
        object_id=f"{contact.pk}-{language}",
        kind="contact",
        title=contact.name,
        url=url,
        version=version_of(contact.updated_at),
        body="\n".join(text for text in told if text),
        language=language,
        breadcrumb=", ".join(text for text in (words.role, place_name) if text),
        keywords=words.role,
        translation_key=f"contact-{contact.pk}",
        facets=((places.FACET, municipality_value(place)),) if place else (),
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
    )


def _best(pages: list[Page], language: str) -> Page:
    """Return the page to lead to: in the language if there is one, and the one highest up in the tree."""
    languages = {language: 0, settings.LANGUAGE_CODE: 1}
    return min(pages, key=lambda page: (languages.get(page.locale.language_code, 2), page.depth, page.path))


_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def _contact_numbers(object_ids: Iterable[str]) -> list[int]:
    return row_numbers([object_id.partition("-")[0] for object_id in object_ids])


def _in_all_languages(numbers: Iterable[str]) -> set[str]:
    return {f"{number}-{language}" for number in numbers for language in _LANGUAGES}
