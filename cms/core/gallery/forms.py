"""Examples of forms: filled, and with mistakes."""

from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from cms.core.blocks.samples import words
from cms.core.gallery.examples import Example, component, empty, error, usual
from cms.core.gallery.pages import NOWHERE


class SampleForm(forms.Form):
    """One field of each kind."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        say = words()
        choices = [(f"item_{n}", say[f"item_{n}"]) for n in (1, 2, 3)]
        self.fields["place"] = forms.CharField(label=say["field"], help_text=say["field_hint"])
        self.fields["several"] = forms.MultipleChoiceField(
            label=say["list_title"], choices=choices, widget=forms.CheckboxSelectMultiple
        )
        self.fields["one"] = forms.ChoiceField(label=say["fact_3"], choices=choices)
        self.fields["text"] = forms.CharField(label=say["fact_1"], widget=forms.Textarea, required=False)
        self.fields["agree"] = forms.BooleanField(label=say["lead"])


def _wrong() -> SampleForm:
    form = SampleForm({"place": "Qwrtz"}, prefix="wrong")
    form.add_error("place", words()["field_error"])
    return form


@component("form", inside="form")
def _form() -> list[Example]:
    return [usual(form=SampleForm(prefix="fresh")), error(form=_wrong())]


@component("field", inside="form")
def _field() -> list[Example]:
    return [usual(field=SampleForm(prefix="alone")["place"])]


@component("field_hint", inside="form")
def _field_hint() -> list[Example]:
    return [usual(field=SampleForm(prefix="hint")["place"])]


@component("field_error", inside="form")
def _field_error() -> list[Example]:
    form = SampleForm({}, prefix="mistake")
    form.add_error("place", words()["field_error"])
    return [error(field=form["place"])]


@component("trap", inside="form")
def _trap() -> list[Example]:
    return [usual(widget={"name": "website", "attrs": {"id": "gallery-trap"}})]


@component("messages")
def _messages() -> list[Example]:
    say = words()
    well = [Message(constants.SUCCESS, say["call"]), Message(constants.INFO, say["note"])]
    return [usual(messages=well), error(messages=[Message(constants.ERROR, f"{say['error']}: {say['long']}")])]


@component("search_box")
def _search_box() -> list[Example]:
    return [usual(input_id="gallery-search", query=words()["word"])]


@component("facet", inside="facets")
def _facet() -> list[Example]:
    say = words()
    options = [
        {"value": str(n), "label": say[name], "count": n * 7, "checked": n == 1}
        for n, name in ((1, "bar_1"), (2, "bar_2"), (3, "long"))
    ]
    return [
        usual(legend=say["table"], name="facet", options=options),
        empty(legend=say["table"], name="none", options=[]),
    ]


@component("chip", inside="cluster")
def _chip() -> list[Example]:
    say = words()
    return [usual(text=say["bar_1"], url=NOWHERE), usual(text=say["bar_2"], url=NOWHERE, on=True, removable=True)]


@component("button", inside="cluster")
def _button() -> list[Example]:
    say = words()
    return [
        usual(text=say["call_link"], url=NOWHERE),
        usual(text=say["step_1"], url=NOWHERE, kind="secondary", icon="phone"),
    ]
