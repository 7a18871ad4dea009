"""What visitors may ask. The form is lenient: whatever is sent, there is a page with an answer."""

import unicodedata
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_CHARACTERS = 200


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


class SearchForm(forms.Form):
    """Words and kinds; the page's number is read leniently by the paginator."""

    q = WordsField(label=_("What are you looking for?"))
    kind = forms.TypedMultipleChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: QueryDict, *, kinds: list[str]) -> None:
        known = data.copy()
        # An address from an old link may name a kind that is no longer there.
        known.setlist("kind", [kind for kind in data.getlist("kind") if kind in kinds])
        super().__init__(known)
        field = self.fields["kind"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(kind, kind) for kind in kinds]
