"""Lists and forms of references and contacts."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.core.models import Contact, Reference
from cms.core.records_desk.columns import DayColumn
from cms.core.records_desk.filters import ContactFilters, ReferenceFilters
from cms.core.records_desk.forms import ContactForm, LanguageSelect, ReferenceForm
from cms.core.records_desk.panels import PagesPanel, ReferenceWordingsPanel, StaleNote
from cms.core.snippet_choosers import WordedChooserViewSet
from cms.core.town_halls.ownership import own
from cms.core.town_halls.policy import OwnRecordsPolicy

RECORDS_PER_PAGE = 50

REFERENCE_PANELS = [
    FieldRowPanel([FieldPanel("key"), FieldPanel("topic")]),
    FieldPanel("reference"),
    FieldPanel("statement"),
    MultiFieldPanel(
        [
            FieldPanel("source"),
            FieldRowPanel([FieldPanel("as_of"), FieldPanel("review_date")]),
            FieldPanel("changes_yearly"),
        ],
        heading=_("Proof and care"),
    ),
    ReferenceWordingsPanel(
        "wordings",
        label=_("Language"),
        heading=_("In other languages"),
        panels=[
            StaleNote(),
            FieldPanel("language_code", widget=LanguageSelect),
            FieldPanel("statement"),
            FieldPanel("is_checked", read_only=False),
        ],
    ),
    PagesPanel(heading=_("Pages that show this reference")),
]
CONTACT_PANELS = [
    FieldRowPanel([FieldPanel("name"), FieldPanel("key")]),
    FieldPanel("role"),
    FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
    FieldRowPanel([FieldPanel("hours"), FieldPanel("languages")]),
    FieldPanel("note"),
    FieldRowPanel([FieldPanel("place"), FieldPanel("picture")]),
    FieldPanel("municipality"),
    InlinePanel(
        "wordings",
        label=_("Language"),
        heading=_("In other languages"),
        panels=[
            HelpPanel(_("Write all of them: what stays empty here is not shown in this language.")),
            FieldPanel("language_code", widget=LanguageSelect),
            FieldPanel("role"),
            FieldRowPanel([FieldPanel("hours"), FieldPanel("languages")]),
            FieldPanel("note"),
        ],
    ),
    PagesPanel(heading=_("Pages that show this contact")),
]


class ReferenceChooserViewSet(WordedChooserViewSet):
    """Wherever a form of the desk asks for a reference."""

    choose_one_text = _("Choose a reference")
    choose_another_text = _("Choose another reference")
    edit_text = _("Edit this reference")


class ContactChooserViewSet(WordedChooserViewSet):
    """Wherever a form of the desk asks for a contact."""

    choose_one_text = _("Choose a contact")
    choose_another_text = _("Choose another contact")
    edit_text = _("Edit this contact")


class ReferenceViewSet(SnippetViewSet):
    """Sourced statements: one list, one form, and the pages each of them touches."""

    model = Reference
    icon = "doc-full-inverse"
    menu_label = _("References")
    chooser_viewset_class = ReferenceChooserViewSet
    list_display = [
        "key",
        Column("reference", label=_("paragraph or authority"), accessor="reference", sort_key="reference"),
        Column("topic", label=_("topic"), accessor="topic", sort_key="topic"),
        DayColumn("review_date", label=_("check again on"), sort_key="review_date"),
        Column("state", label=_("state"), accessor="state"),
    ]
    filterset_class = ReferenceFilters
    search_fields = ["key", "topic", "reference", "statement"]
    search_backend_name = None
    ordering = ["key"]
    list_per_page = RECORDS_PER_PAGE
    edit_handler = ObjectList(REFERENCE_PANELS, base_form_class=ReferenceForm)


class ContactViewSet(SnippetViewSet):
    """Whom people may ask."""

    model = Contact
    icon = "user"
    menu_label = _("Contacts")
    chooser_viewset_class = ContactChooserViewSet
    list_display = [
        "name",
        Column("role", label=_("what for"), accessor="role", sort_key="role"),
        Column("place", label=_("place"), accessor="place"),
        Column("phone", label=_("phone"), accessor="phone"),
    ]
    filterset_class = ContactFilters
    search_fields = ["name", "role", "key"]
    search_backend_name = None
    list_per_page = RECORDS_PER_PAGE
    edit_handler = ObjectList(CONTACT_PANELS, base_form_class=ContactForm)
    permission_policy = OwnRecordsPolicy(Contact)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        return own(Contact.objects.select_related("place"), request.user)


class RecordsDesk(SnippetViewSetGroup):
    """One entry of the desk's menu for what is edited once and shown on many pages."""

    menu_label = _("Edited once")
    menu_icon = "snippet"
    menu_order = 205
    items = (ReferenceViewSet, ContactViewSet)
