"""Looks at what a form was given: a chooser offers only what somebody may use, but a form takes any id."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.blocks import StreamValue

from cms.core.town_halls.leaving_out import References, without
from cms.core.town_halls.ownership import may_choose, municipalities_of, own_places
from matching.models import Place

NOT_YOURS = _("Choose something that your municipality may use: what was chosen here belongs to others.")
NOT_YOUR_PLACE = _("Choose a place in your own municipality.")


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
        refused = {name: _refused(user, form, name) for name in form.changed_data}
        wrong = {name: NOT_YOURS for name, references in refused.items() if references}
        if form is self:
            wrong |= {name: NOT_YOUR_PLACE for name in self.place_fields if not _is_own_place(user, form, name)}
        for name, message in wrong.items():
            form.add_error(name, message)
            # Shown as it was given, it would tell the name of what belongs to others.
            form.fields[name].bound_data = partial(_what_is_kept, refused.get(name, {}))
        return not wrong


class OwnChoicesForm(OwnChoicesMixin, WagtailAdminModelForm):
    """The form of a record."""


class OwnChoicesPageForm(OwnChoicesMixin, WagtailAdminPageForm):
    """The form of a page."""


def _what_is_kept(refused: References, given: Any, initial: Any) -> Any:
    """Stand for what was given when a form is shown again: a page's text stays but for what was refused in it."""
    return without(given, refused) if isinstance(given, StreamValue) else initial


def _refused(user: Any, form: BaseForm, name: str) -> References:
    given = _references(form, name, form.cleaned_data.get(name))
    kept = _references(form, name, form.initial.get(name))
    refused = {
        model: {pk for pk in ids - kept[model] if not may_choose(user, model, {pk})}
        for model, ids in given.items()
        if not may_choose(user, model, ids - kept[model])
    }
    return {model: ids for model, ids in refused.items() if ids}


def _is_own_place(user: Any, form: Any, name: str) -> bool:
    if name not in form.fields:
        return True
    place = form.cleaned_data.get(name)
    return isinstance(place, Place) and own_places(user).filter(pk=place.pk).exists()


def _references(form: Any, name: str, value: Any) -> defaultdict[type[Model], set[str]]:
    """Return what a field's value refers to: a record, several, or those inside a text."""
    found: defaultdict[type[Model], set[str]] = defaultdict(set)
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
