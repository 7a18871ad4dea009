"""Choosers at the editors' desk for occupation, skill and place: type, see what fits, pick."""

from collections.abc import Callable, Iterable

from django import forms
from django.conf import settings
from django.db.models import Case, Model, QuerySet, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from matching import selectors
from matching.models import Occupation, Place, Skill
from matching.selectors import Suggestion

N_SUGGESTED = 50


class WordsForm(BaseFilterForm):
    """The search field of a chooser; the same reading of words as in public forms."""

    q = forms.CharField(label=_("Search for"), required=False, max_length=80)
    suggest: Callable[..., list[Suggestion]]

    def filter(self, objects: QuerySet[Model]) -> Iterable[Model]:
        words = self.cleaned_data.get("q")
        if not words:
            return objects
        self.search_query, self.is_searching = words, True
        suggested = type(self).suggest(words=words, limit=N_SUGGESTED)
        found = objects.in_bulk([objects.model._meta.pk.to_python(option.value) for option in suggested])
        by_key = {str(key): record for key, record in found.items()}
        return [by_key[option.value] for option in suggested if option.value in by_key]


class OccupationWordsForm(WordsForm):
    """Finds occupations by German and English names."""

    suggest = staticmethod(selectors.suggest_occupations)


class SkillWordsForm(WordsForm):
    """Finds skills by German and English names."""

    suggest = staticmethod(selectors.suggest_skills)


class PlaceWordsForm(WordsForm):
    """Finds places by name or postcode; before anything is typed, the municipalities at home stand first."""

    suggest = staticmethod(selectors.suggest_places)

    def filter(self, objects: QuerySet[Model]) -> Iterable[Model]:
        if self.cleaned_data.get("q"):
            return super().filter(objects)
        at_home = When(district_code__in=settings.PORTAL_DISTRICT_CODES, then=Value(0))
        municipalities = objects.filter(kind=Place.Kind.MUNICIPALITY)
        return municipalities.order_by(Case(at_home, default=Value(1)), "name", "code")


class OccupationColumns:
    """Shows beside an occupation its group, so that namesakes can be told apart."""

    filter_form_class = OccupationWordsForm
    title_column: Column

    @property
    def columns(self) -> list[Column]:
        return [self.title_column, Column("isco", label=_("ISCO group"), accessor="isco")]


class PlaceColumns:
    """Shows beside a place its postcode and whether it lies at home, so that namesakes can be told apart."""

    filter_form_class = PlaceWordsForm
    title_column: Column

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,
            Column("postcode", label=_("Postcode"), accessor="postcode"),
            Column("is_at_home", label=_("In our district"), accessor=_is_at_home),
        ]


def _is_at_home(place: Place) -> str:
    return gettext("yes") if place.district_code in settings.PORTAL_DISTRICT_CODES else "–"


class OccupationChooseView(OccupationColumns, ChooseView):
    """The whole chooser for occupations."""


class OccupationResultsView(OccupationColumns, ChooseResultsView):
    """Its results, renewed while somebody types."""


class PlaceChooseView(PlaceColumns, ChooseView):
    """The whole chooser for places."""


class PlaceResultsView(PlaceColumns, ChooseResultsView):
    """Its results, renewed while somebody types."""


class SkillChooseView(ChooseView):
    """The whole chooser for skills."""

    filter_form_class = SkillWordsForm


class SkillResultsView(ChooseResultsView):
    """Its results, renewed while somebody types."""

    filter_form_class = SkillWordsForm


class OccupationChooserViewSet(ChooserViewSet):
    """Wherever a form of the desk asks for an occupation."""

    model = Occupation
    icon = "hammer"
    choose_one_text = _("Choose an occupation")
    choose_another_text = _("Choose another occupation")
    choose_view_class = OccupationChooseView
    choose_results_view_class = OccupationResultsView


class SkillChooserViewSet(ChooserViewSet):
    """Wherever a form of the desk asks for a skill."""

    model = Skill
    icon = "pick"
    choose_one_text = _("Choose a skill")
    choose_another_text = _("Choose another skill")
    choose_view_class = SkillChooseView
    choose_results_view_class = SkillResultsView


class PlaceChooserViewSet(ChooserViewSet):
    """Wherever a form of the desk asks for a place."""

    model = Place
    icon = "site"
    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")
    choose_view_class = PlaceChooseView
    choose_results_view_class = PlaceResultsView


CHOOSERS = [
    OccupationChooserViewSet("occupation_chooser"),
    SkillChooserViewSet("skill_chooser"),
    PlaceChooserViewSet("place_chooser"),
]
