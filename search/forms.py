"""What visitors may ask. The forms are lenient: whatever is sent, there is a page with an answer."""

import re
import unicodedata
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from search.queries import DISTANCES_KM, FACETS, Filters

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_CHARACTERS = 200
MOST_VALUES = 60  # of one facet; the district has 53 municipalities
# A value is a code or the key of a row; a number that is longer is no key.
_VALUE = re.compile(r"(?!\d{16})[A-Za-z0-9_-]{1,40}")


class WordsField(forms.CharField):
    """Words in any script; control characters become spaces, and what is too long is cut instead of refused."""

    def __init__(self, *, label: "str | _StrPromise" = "") -> None:
        super().__init__(label=label, required=False)
        self.validators = []  # Django's own would refuse NUL

    def to_python(self, value: object) -> str:
        """Return clean words."""
        text = str(value or "")[: 10 * MOST_CHARACTERS]
        text = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs", "Cn") else letter for letter in text)
        return " ".join(text.split())[:MOST_CHARACTERS].strip()


class ValuesField(forms.Field):
    """Several values of one parameter, of which those are left out that nobody can have chosen."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, known: tuple[str, ...] = ()) -> None:
        super().__init__(required=False)
        self._known = known

    def to_python(self, value: object) -> tuple[str, ...]:
        """Return each value once."""
        sent = value if isinstance(value, list) else []
        found = [one for one in sent[:MOST_VALUES] if isinstance(one, str) and _VALUE.fullmatch(one)]
        return tuple(dict.fromkeys(one for one in found if not self._known or one in self._known))


class SearchForm(forms.Form):
    """Words, what was chosen in each facet, an order, how words are meant; pages are read by the paginator.

    Of `exact` and `plain` counts what stands among the words: other words, another meaning.
    """

    q = WordsField(label=_("What are you looking for?"))
    within = forms.CharField(required=False)
    sort = forms.CharField(required=False)
    exact = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    plain = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, data: QueryDict, *, kinds: tuple[str, ...]) -> None:
        super().__init__(data)
        for name in FACETS:
            # An address from an old link may name a kind that is no longer there.
            self.fields[name] = ValuesField(known=kinds if name == "kind" else ())
        for field in self.fields.values():
            field.validators = []

    def clean_within(self) -> int | None:
        """Return one of the distances on offer, or none."""
        return next((km for km in DISTANCES_KM if str(km) == self.cleaned_data["within"]), None)

    def clean_sort(self) -> str:
        """Return a word; the queries know which ones are orders."""
        return str(self.cleaned_data["sort"])[:20]

    def clean_exact(self) -> tuple[str, ...]:
        """Return those of the words typed that are meant exactly as they are typed."""
        return self._among_the_words("exact")

    def clean_plain(self) -> tuple[str, ...]:
        """Return those of the words typed that are neither a place nor an occupation nor hours."""
        return self._among_the_words("plain")

    def filters(self) -> Filters:
        """Return the form, cleaned, as queries read it."""
        asked = self.cleaned_data
        return Filters(
            chosen={name: asked[name] for name in FACETS if asked[name]},
            within_km=asked["within"],
            sort=asked["sort"],
            exact=frozenset(asked["exact"]),
            plain=frozenset(asked["plain"]),
        )

    def _among_the_words(self, name: str) -> tuple[str, ...]:
        sent = [str(one) for one in (self.cleaned_data[name] or [])[:MOST_VALUES]]
        return tuple(one for one in dict.fromkeys(sent) if one and one in self.cleaned_data["q"])
