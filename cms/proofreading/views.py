"""What is found in a page that is being edited: beside its form, and as a list of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.admin.views.pages.preview import PreviewOnCreate, PreviewOnEdit
from wagtail.models import Page

from cms.proofreading.services import proofread


class UnsavedFindings:
    """Reads the form as it stands, as Wagtail's preview does, and keeps nothing of it."""

    http_method_names: tuple[str, ...] = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return what is found in the words of the form."""
        form = self.get_form(request.POST)  # type: ignore[attr-defined]  # Wagtail's
        is_readable = self.validate_form(form)  # type: ignore[attr-defined]
        findings = proofread(page=form.save(commit=False)) if is_readable else []
        context = {"is_readable": is_readable, "findings": findings}
        return TemplateResponse(request, "proofreading/findings.html", context)


class FindingsOnCreate(UnsavedFindings, PreviewOnCreate):
    """For a page that has not been saved yet."""


class FindingsOnEdit(UnsavedFindings, PreviewOnEdit):
    """For a page that is being edited; opened by itself it shows the findings of the last draft."""

    http_method_names = ("get", "post")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the last draft's findings: for translations, which have an editor of their own, and without scripts."""
        page: Page = self.object
        context = {"page": page, "is_readable": True, "findings": proofread(page=page)}
        return TemplateResponse(request, "proofreading/page.html", context)
