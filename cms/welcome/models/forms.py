"""Forms that editors put together: contact, feedback on accessibility."""

from http import HTTPStatus
from typing import Any

from allauth.core import ratelimit
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField, FormSubmission

from cms.core.models import PAGE_FIELDS, BasePage
from cms.core.rich_text import CleanRichTextField
from cms.core.stand_ins import stands_in
from cms.welcome.form_answers import AnswerForm, AnswerFormBuilder
from matching.models import NOTHING_PERSONAL, Retention, impersonal, personal
from matching.models import Purpose as DataPurpose

SENT = "gesendet"  # in the address after sending: reading it again sends nothing twice


class FormField(AbstractFormField):
    """One question of a form."""

    personal_data = NOTHING_PERSONAL

    page = ParentalKey("welcome.FormPage", on_delete=models.CASCADE, related_name="form_fields")

    panels = [
        FieldPanel("label", help_text=_("The question, as people read it above the field.")),
        FieldPanel("help_text", help_text=_("One sentence below the question: why you ask, or an example.")),
        FieldPanel("required", help_text=_("Ticked: nobody can send the form without an answer. Ask for little.")),
        FieldPanel(
            "field_type",
            classname="formbuilder-type",
            help_text=_("Decides how people answer; with the right one a phone offers the right keys."),
        ),
        FieldPanel(
            "choices",
            classname="formbuilder-choices",
            help_text=_("The answers to choose from, one per line; only for lists and boxes to tick."),
        ),
        FieldPanel(
            "default_value",
            classname="formbuilder-default",
            help_text=_("What stands there already, so that people only change it where it is wrong; mostly empty."),
        ),
    ]


class FormPage(AbstractForm, BasePage):
    """A form whose answers reach an office by mail and are kept for a limited time."""

    class Purpose(models.TextChoices):
        CONTACT = "contact", _("Contact")
        ACCESSIBILITY = "accessibility", _("Report a barrier")

    personal_data = {
        **PAGE_FIELDS,
        **impersonal("thanks", "form_purpose", "contact"),
        **personal(DataPurpose.EDITING, Retention.OFFICE, "recipient"),
    }
    page_description = _("Questions of yours whose answers reach an office.")
    template = "pages/form_page.html"
    landing_page_template = "pages/form_page/sent.html"
    form_builder = AnswerFormBuilder
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage", "welcome.MunicipalityPage"]
    subpage_types: list[str] = []

    form_purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose.choices, default=Purpose.CONTACT)
    thanks = CleanRichTextField(
        _("thanks"), blank=True, features=["bold", "link"], help_text=_("Shown after sending: what happens next.")
    )
    recipient = models.EmailField(
        _("answers go to"), blank=True, help_text=_("An office's address. Empty: answers are only kept at the desk.")
    )
    contact = models.ForeignKey(
        "core.Contact", verbose_name=_("contact"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [
        *BasePage.content_panels,
        InlinePanel("form_fields", label=_("question"), heading=_("Questions")),
        MultiFieldPanel(
            [
                FieldPanel(
                    "form_purpose",
                    help_text=_(
                        "Decides where the portal offers this form: for contact, or where somebody meets a barrier."
                    ),
                ),
                FieldPanel("recipient"),
                FieldPanel("contact", help_text=_("Stands beside the form, for all who would rather call.")),
                FieldPanel("thanks"),
            ],
            heading=_("Answers"),
        ),
    ]

    class Meta:
        verbose_name = _("form")

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the form, take an answer, or say thanks; never from a cache, since the form is signed."""
        if request.method == "POST":
            response = self._take(request, self.get_form(request.POST, page=self))
        elif SENT in request.GET:
            response = self.render_landing_page(request)
        else:
            response = self._show(request, self.get_form(page=self))
        add_never_cache_headers(response)
        return response

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import form_content

        # Forms are not served as other pages are: whom to ask must speak the language of the text all the same.
        with override(self.written_in if stands_in(self) else get_language()):
            beside = form_content(page=self)
        return {**super().get_context(request, *args, **kwargs), **beside}

    def get_submissions_list_view_class(self) -> type:
        from cms.welcome.answers_table import AnswersTable

        return AnswersTable

    def process_form_submission(self, form: AnswerForm) -> FormSubmission:
        from cms.welcome.services import keep_form_answer

        return keep_form_answer(page=self, answers=form.answers)

    def _take(self, request: HttpRequest, form: AnswerForm) -> HttpResponse:
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            if ratelimit.consume(request, action="form_answer"):
                self.process_form_submission(form)
                return redirect(f"{self.get_url(request) or request.path}?{SENT}")
            form.add_error(None, _("Too much was sent from your connection. Please try again in an hour, or call us."))
            status = HTTPStatus.TOO_MANY_REQUESTS
        return self._show(request, form.with_fresh_traps(), status=status)

    def _show(self, request: HttpRequest, form: AnswerForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        context: dict[str, Any] = {**self.get_context(request), "form": form}
        return TemplateResponse(request, self.get_template(request), context, status=status)
