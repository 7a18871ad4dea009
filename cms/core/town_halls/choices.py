"""Looks at what a form was given: a chooser offers only what somebody may use, but a form takes any id."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from cms.core.town_halls.ownership import may_choose, municipalities_of, own_places
from matching.models import Place

NOT_YOURS = _("Choose something that your municipality may use: what was chosen here belongs to others.")
NOT_YOUR_PLACE = _("Choose a place in your own municipality.")

References = dict[type[Model], set[str]]


class OwnChoicesMixin:
    """Refuses what a municipality's editor newly refers to and may not choose."""

    # Fields that say to which municipality the record belongs.
    place_fields: tuple[str, ...] = ()

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()  # type: ignore[misc]
        if not valid or municipalities_of(self.for_user) is None:  # type: ignore[attr-defined]
            return valid
        nested = [form for formset in getattr(self, "formsets", {}).values() for form in formset.forms]
        wrong = [form for form in (self, *nested) if not self._is_fine(form)]  # each says what is wrong
        return not wrong

    def _is_fine(self, form: Any) -> bool:
        user = self.for_user  # type: ignore[attr-defined]
        wrong = {name: NOT_YOURS for name in form.changed_data if not _may_use(user, form, name)}
        if form is self:
            wrong |= {name: NOT_YOUR_PLACE for name in self.place_fields if not _is_own_place(user, form, name)}
        for name, message in wrong.items():
            form.add_error(name, message)
            form.fields[name].bound_data = _what_is_kept
        return not wrong


class OwnChoicesForm(OwnChoicesMixin, WagtailAdminModelForm):
    """The form of a record."""


class OwnChoicesPageForm(OwnChoicesMixin, WagtailAdminPageForm):
    """The form of a page."""


def _what_is_kept(_given: Any, initial: Any) -> Any:
    """Stand for what was given when a form is shown again: shown, it would tell the name of what belongs to others."""
    return initial


def _may_use(user: Any, form: BaseForm, name: str) -> bool:
    given = _references(form, name, form.cleaned_data.get(name))
    kept = _references(form, name, form.initial.get(name))
    return all(may_choose(user, model, ids - kept[model]) for model, ids in given.items())


def _is_own_place(user: Any, form: Any, name: str) -> bool:
    if name not in form.fields:
        return True
    place = form.cleaned_data.get(name)
    return isinstance(place, Place) and own_places(user).filter(pk=place.pk).exists()


def _references(form: Any, name: str, value: Any) -> References:
    """Return what a field's value refers to: a record, several, or those inside a text."""
    found: References = defaultdict(set)
    for model, pk in _each(form, name, value):
        found[model].add(str(pk))
    return found


def _each(form: Any, name: str, value: Any) -> Iterator[tuple[type[Model], Any]]:
    field = _field(form, name)
    if isinstance(value, Model):
        yield type(value), value.pk
    elif isinstance(value, QuerySet | list) and all(isinstance(one, Model) for one in value):
        yield from ((type(one), one.pk) for one in value)
    elif value and hasattr(field, "extract_references"):
        yield from ((model, pk) for model, pk, *_where in field.extract_references(value))
    elif value and getattr(field, "related_model", None):
        yield field.related_model, value  # a form's initial value is the bare id


def _field(form: Any, name: str) -> Any:
    try:
        return form._meta.model._meta.get_field(name)
    except (AttributeError, FieldDoesNotExist):
        return None
