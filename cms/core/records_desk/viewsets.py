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
    FieldRowPanel(
        [FieldPanel("key"), FieldPanel("topic", help_text=_("A word or two by which colleagues find it in the list."))]
    ),
    FieldPanel("reference"),
    FieldPanel("statement"),
    MultiFieldPanel(
        [
            FieldPanel("source"),
            FieldRowPanel(
                [
                    FieldPanel("as_of"),
                    FieldPanel(
                        "review_date",
                        help_text=_("From this day on it stands on your board, so that nobody reads an old rule."),
                    ),
                ]
            ),
            FieldPanel("changes_yearly", help_text=_("For amounts and deadlines that are set anew each year.")),
        ],
        heading=_("Proof and care"),
    ),
    ReferenceWordingsPanel(
        "wordings",
        label=_("Language"),
        heading=_("In other languages"),
        panels=[
            StaleNote(),
            FieldPanel(
                "language_code",
                widget=LanguageSelect,
                help_text=_("Readers of this language see the words below instead of the German ones."),
            ),
            FieldPanel("statement", help_text=_("The same statement for readers of this language, in plain words.")),
            FieldPanel(
                "is_checked",
                read_only=False,
                help_text=_("Tick it when the German statement was changed and this one still says the same."),
            ),
        ],
    ),
    PagesPanel(heading=_("Pages that show this reference")),
]
CONTACT_PANELS = [
    FieldRowPanel(
        [
            FieldPanel("name", help_text=_("A person or an office, as it should stand on the pages.")),
            FieldPanel(
                "key", help_text=_("Found by this name when editing; visitors never see it. Empty: made from the name.")
            ),
        ]
    ),
    FieldPanel("role", help_text=_("What people can ask here, such as: questions about residence permits.")),
    FieldRowPanel(
        [
            FieldPanel("phone", help_text=_("With the area code; on a phone one tap calls it.")),
            FieldPanel("email", help_text=_("Choose an address that is read while somebody is on leave.")),
        ]
    ),
    FieldRowPanel(
        [
            FieldPanel("hours", help_text=_("When somebody picks up or opens the door, such as: Tue 9–12 and 14–18.")),
            FieldPanel(
                "languages", help_text=_("In which languages people may ask; it takes away the fear of calling.")
            ),
        ]
    ),
    FieldPanel("note", help_text=_("What people should know before they come, such as: the lift is in the yard.")),
    FieldRowPanel(
        [
            FieldPanel("place", help_text=_("Where the office is; visitors see contacts of their own town first.")),
            FieldPanel("picture", help_text=_("A face makes calling easier; only with the person's consent.")),
        ]
    ),
    FieldPanel("municipality"),
    InlinePanel(
        "wordings",
        label=_("Language"),
        heading=_("In other languages"),
        panels=[
            HelpPanel(_("Write all of them: what stays empty here is not shown in this language.")),
            FieldPanel(
                "language_code",
                widget=LanguageSelect,
                help_text=_("Readers of this language see the words below instead of the German ones."),
            ),
            FieldPanel("role", help_text=_("What people can ask here, such as: questions about residence permits.")),
            FieldRowPanel(
                [
                    FieldPanel(
                        "hours", help_text=_("When somebody picks up or opens the door, such as: Tue 9–12 and 14–18.")
                    ),
                    FieldPanel(
                        "languages",
                        help_text=_("In which languages people may ask; it takes away the fear of calling."),
                    ),
                ]
            ),
            FieldPanel(
                "note", help_text=_("What people should know before they come, such as: the lift is in the yard.")
            ),
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
