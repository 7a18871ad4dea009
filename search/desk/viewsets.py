"""Lists and forms of what editors write for the search."""

from typing import Any, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from search.desk.changes_shown import compare
from search.desk.forms import InvariantForm, LanguageSelect, PromotedResultForm, SynonymForm
from search.desk.rights import SearchToolItem
from search.models import PromotedResult, SearchInvariant, Synonym, phrases_in
from search.synonyms import SynonymSet

TRY = "action-try"
PREFILLED = ("words", "language", "query")


class PreviewPanel(Panel):
    """A button that shows what a set of synonyms changes, and after it was pressed the answer."""

    class BoundPanel(Panel.BoundPanel):
        """The preview for one form."""

        template_name = "search/desk/synonym_preview.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            is_asked = TRY in self.request.POST and self.form.is_valid()
            return {**context, "button": TRY, "is_asked": is_asked, "compared": self._compared() if is_asked else []}

        def _compared(self) -> list[Any]:
            now = self.form.cleaned_data
            stored = Synonym.objects.filter(pk=self.instance.pk, is_active=True).first()
            changed = SynonymSet(now["language"], phrases_in(now["words"])) if now["is_active"] else None
            return compare(changed=changed, instead_of=SynonymSet(stored.language, stored.phrases) if stored else None)


class CreateFromLinkView(CreateView):
    """A form that other tools of the desk fill in by its address."""

    def get_initial_form_instance(self) -> Model:
        fields = {field.name for field in self.model._meta.fields}
        given = {name: self.request.GET[name][:200] for name in PREFILLED if name in self.request.GET}
        return self.model(**{name: value for name, value in given.items() if name in fields})


class TriesBeforeSaving:
    """Shows the form again, with the preview, when the button for it was pressed."""

    def form_valid(self, form: Any) -> HttpResponse:
        view = cast(Any, self)
        if TRY in view.request.POST:
            view.form = form
            return cast(HttpResponse, view.render_to_response(view.get_context_data(form=form)))
        return cast(HttpResponse, super().form_valid(form))  # type: ignore[misc]


class SynonymCreateView(TriesBeforeSaving, CreateFromLinkView):
    """A new set, tried before it is saved."""


class SynonymEditView(TriesBeforeSaving, EditView):
    """A set of synonyms, tried before it is saved."""


class SearchToolViewSet(SnippetViewSet):
    """What is written for the search alone: no form asks anybody to choose it."""

    search_backend_name = None
    list_per_page = 50

    def register_chooser_viewset(self) -> None:
        return


class SynonymViewSet(SearchToolViewSet):
    """Words that mean the same."""

    model = Synonym
    icon = "link"
    menu_label = _("Synonyms")
    add_view_class = SynonymCreateView
    edit_view_class = SynonymEditView
    list_display = [
        "words",
        Column("language", label=_("language"), accessor="language", sort_key="language"),
        Column("is_active", label=_("in use"), accessor=lambda one: _("yes") if one.is_active else _("no")),
        Column("note", label=_("note"), accessor="note"),
    ]
    list_filter = ["language", "is_active"]
    search_fields = ["words", "note"]
    edit_handler = ObjectList(
        [
            FieldPanel("words"),
            FieldRowPanel(
                [
                    FieldPanel("language", widget=LanguageSelect),
                    FieldPanel(
                        "is_active", help_text=_("Without the tick the words stay here, and the search ignores them.")
                    ),
                ]
            ),
            FieldPanel("note"),
            PreviewPanel(heading=_("What changes for visitors")),
        ],
        base_form_class=SynonymForm,
    )


class PromotedResultViewSet(SearchToolViewSet):
    """What stands first for certain words."""

    model = PromotedResult
    icon = "pick"
    menu_label = _("Recommended results")
    add_view_class = CreateFromLinkView
    list_display = [
        "words",
        Column("shown", label=_("stands first"), accessor="shown"),
        Column("start_date", label=_("from"), accessor="start_date", sort_key="start_date"),
        Column("end_date", label=_("until"), accessor="end_date", sort_key="end_date"),
        Column("state", label=_("state"), accessor="state"),
    ]
    search_fields = ["words", "note", "page__title"]
    edit_handler = ObjectList(
        [
            FieldPanel("words"),
            FieldPanel("page"),
            FieldPanel("document", help_text=_("Instead of a page: the file that people are looking for.")),
            FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
            FieldPanel("note"),
        ],
        base_form_class=PromotedResultForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[PromotedResult]:
        return PromotedResult.objects.select_related("page", "document")


class InvariantViewSet(SearchToolViewSet):
    """What must always be found."""

    model = SearchInvariant
    icon = "circle-check"
    menu_label = _("Promises")
    add_view_class = CreateFromLinkView
    list_display = [
        "query",
        Column("language", label=_("language"), accessor="language", sort_key="language"),
        Column("page", label=_("this page must be found"), accessor="page"),
        Column("among_first", label=_("among the first"), accessor="among_first"),
        Column("state", label=_("state"), accessor="state"),
    ]
    search_fields = ["query", "page__title"]
    edit_handler = ObjectList(
        [
            FieldPanel("query"),
            FieldPanel("language", widget=LanguageSelect),
            FieldPanel("page"),
            FieldPanel("among_first"),
        ],
        base_form_class=InvariantForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[SearchInvariant]:
        return SearchInvariant.objects.select_related("page")


class SearchDesk(SnippetViewSetGroup):
    """One entry of the desk's menu for the search."""

    menu_label = _("Portal search")
    menu_name = "search-desk"
    menu_icon = "search"
    menu_order = 207
    items = (SynonymViewSet, PromotedResultViewSet, InvariantViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        tools = [
            SearchToolItem(_("To do"), reverse("search_desk:overview"), icon_name="list-ul", order=-2),
            SearchToolItem(_("Why is this here?"), reverse("search_desk:why"), icon_name="help", order=-1),
        ]
        return [*tools, *super().get_submenu_items()]
