"""The editors' desk for companies: offers with drafts, workflow and preview, organizations, publication mode."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter, ModelChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.contrib.settings.registry import register_setting
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from cms.companies.choosers import CHOOSERS
from cms.companies.forms import OfferForm, OrganizationForm
from cms.core.snippet_choosers import WordedChooserViewSet
from cms.core.town_halls.ownership import own
from cms.core.town_halls.policy import OwnRecordsPolicy
from matching.models import Offer, Organization, PublicationSettings

OFFER_PANELS = [
    FieldPanel("organization", help_text=_("Who makes the offer; its name and place stand beside it.")),
    FieldRowPanel(
        [
            FieldPanel(
                "kind", help_text=_("People filter by it, so that nobody has to read what does not concern them.")
            ),
            FieldPanel("start_date", help_text=_("From when on; empty means: at once or as agreed.")),
        ]
    ),
    FieldPanel("title", help_text=_("The occupation as people call it, with (m/w/d).")),
    FieldPanel("summary"),
    FieldPanel("description", help_text=_("What the work is like, with whom, and what is special about it.")),
    FieldPanel("occupation"),
    MultiFieldPanel(
        [
            FieldPanel("place", help_text=_("Where the work is; distances are counted from here.")),
            FieldPanel("remote_share"),
            FieldRowPanel(
                [
                    FieldPanel("hours_min", help_text=_("The least hours a week; with it people find part-time work.")),
                    FieldPanel("hours_max", help_text=_("The most hours a week; the same number if it is fixed.")),
                ]
            ),
        ],
        heading=_("Place and hours"),
    ),
    FieldRowPanel(
        [
            FieldPanel(
                "german_level",
                help_text=_("The least that is needed on the first day; what can be learned on the job is not needed."),
            ),
            FieldPanel(
                "minimum_age",
                help_text=_("Younger people are not shown this offer; empty if the law asks for nothing."),
            ),
        ],
        heading=_("Requirements"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel("qualification_level"),
                    FieldPanel("every_weeks", help_text=_("1 means every week, 2 every other week.")),
                ]
            ),
            FieldPanel("certificates"),
            FieldPanel("weekdays"),
        ],
        heading=_("More precisely"),
        classname="collapsed",
    ),
    FieldPanel("website", help_text=_("The address of the full text, for those who want to know more.")),
]
ORGANIZATION_PANELS = [
    FieldPanel("name", help_text=_("As it stands on the sign at the gate.")),
    FieldRowPanel(
        [
            FieldPanel(
                "kind", help_text=_("People filter by it, so that nobody has to read what does not concern them.")
            ),
            FieldPanel("industry", help_text=_("What the house does, in words that everybody knows.")),
            FieldPanel("n_employees", help_text=_("Lets people imagine where they would work; about is enough.")),
        ]
    ),
    FieldPanel("place", help_text=_("Where the house sits; its municipality looks after this entry.")),
    FieldPanel("website", help_text=_("The first page of its own website.")),
    FieldPanel("description", help_text=_("What the work is like, with whom, and what is special about it.")),
]


# Wagtail words these while it starts, that is in one language for everybody; so we say them ourselves.
CHANGED_COLUMN = UpdatedAtColumn(label=_("changed"))


class OrganizationChooserViewSet(WordedChooserViewSet):
    """Wherever a form of the desk asks for an organization."""

    choose_one_text = _("Choose an organization")
    choose_another_text = _("Choose another organization")
    edit_text = _("Edit this organization")


class OfferChooserViewSet(WordedChooserViewSet):
    """Wherever a form of the desk asks for an offer."""

    choose_one_text = _("Choose an offer")
    choose_another_text = _("Choose another offer")
    edit_text = _("Edit this offer")


class OfferFilters(WagtailFilterSet):
    """What the list of offers can be narrowed to."""

    expire_at = DateFromToRangeFilter(label=_("Open until"), widget=DateRangePickerWidget)
    organization = ModelChoiceFilter(
        label=_("organization"), queryset=lambda request: own(Organization.objects.all(), request.user)
    )

    class Meta:
        model = Offer
        fields = ["kind", "live", "organization"]


class OfferEditView(EditView):
    """The form of an offer; what Wagtail asks a dozen times while it shows the form is read once."""

    def get_object(self, queryset: QuerySet[Offer] | None = None) -> Offer:
        if self.request.method != "GET":
            return super().get_object(queryset)
        if not hasattr(self, "_shown"):
            self._shown = super().get_object(queryset)
            states = self._shown.workflow_states.active().select_related("current_task_state__task")
            self._shown._current_workflow_states = list(states)
        return self._shown


class OfferViewSet(SnippetViewSet):
    """Offers: list with filters, form with drafts, preview, workflow and expiry."""

    model = Offer
    chooser_viewset_class = OfferChooserViewSet
    icon = "clipboard-list"
    menu_label = _("Offers")
    list_display = ["title", "organization", "kind", "place", CHANGED_COLUMN]
    filterset_class = OfferFilters
    search_fields = ["title", "organization__name"]
    search_backend_name = None
    ordering = ["-latest_revision__created_at", "-pk"]
    list_per_page = 30
    edit_view_class = OfferEditView
    edit_handler = ObjectList(OFFER_PANELS, base_form_class=OfferForm)
    permission_policy = OwnRecordsPolicy(Offer)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Offer]:
        return own(Offer.objects.select_related("organization", "place"), request.user)


class OrganizationViewSet(SnippetViewSet):
    """Companies, clubs and public bodies that make offers."""

    model = Organization
    chooser_viewset_class = OrganizationChooserViewSet
    icon = "group"
    menu_label = _("Organizations")
    list_display = ["name", "kind", "industry", "place", CHANGED_COLUMN]
    list_filter = {"kind": ["exact"]}
    search_fields = ["name", "industry"]
    search_backend_name = None
    list_per_page = 30
    edit_handler = ObjectList(ORGANIZATION_PANELS, base_form_class=OrganizationForm)
    permission_policy = OwnRecordsPolicy(Organization)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return own(Organization.objects.select_related("place"), request.user)


class CompaniesDesk(SnippetViewSetGroup):
    """One entry of the desk's menu for everything about companies."""

    menu_label = _("Companies")
    menu_icon = "group"
    menu_order = 210
    items = (OfferViewSet, OrganizationViewSet)


register_snippet(CompaniesDesk)
register_setting(PublicationSettings, icon="view")


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ChooserViewSet]:
    """Make the choosers the fields for occupation, skill and place in all forms of the desk."""
    return CHOOSERS
