"""The report "Translations" at the editors' desk: every page, every language, one click to the mend."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import user_passes_test
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from cms.core.translation import (
    NoTranslatorError,
    State,
    TranslatedByHandError,
    original_of,
    overview,
    request_drafts,
    state_of,
)

PAGES_SHOWN = 50
_may_edit = user_passes_test(lambda user: page_permission_policy.user_has_any_permission(user, {"add", "change"}))


@require_safe
@_may_edit
def report(request: HttpRequest) -> HttpResponse:
    """Show the pages whose translations are in the chosen state; all of them without a choice."""
    state = request.GET.get("state", "")
    chosen = [State(state)] if state in State.values else None
    page = Paginator(overview(states=chosen), PAGES_SHOWN).get_page(request.GET.get("p"))
    context = {
        "page_title": _("Translations"),
        "page_obj": page,
        "languages": [name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE],
        "states": State.choices,
        "chosen_state": state,
        "is_machine_there": bool(settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR),
    }
    return render(request, "core/translations.html", context)


@require_POST
@_may_edit
def draft(request: HttpRequest) -> HttpResponse:
    """Have one translation drafted by the machine, in the background."""
    locale = Locale.objects.filter(language_code=request.POST.get("language", "")).first()
    page = Page.objects.filter(pk=_row_number(request.POST.get("page", ""))).first()
    if page is None or locale is None or not _may_draft(request, page):
        messages.error(request, _("This translation cannot be drafted. Reload the list and try again."))
        return redirect(_report_url())
    try:
        request_drafts(page_ids=[page.pk], language_code=locale.language_code)
    except NoTranslatorError:
        messages.error(request, _("No translation service is set up. Ask whoever runs the portal."))
    except TranslatedByHandError:
        text = _("A person wrote this translation as a page of its own, and the machine must not write over it.")
        messages.error(request, text)
    else:
        messages.success(request, _("The draft is being written. Read it before you publish it."))
    return redirect(_report_url())


def tell_of_old_translation(request: HttpRequest, page: Page) -> None:
    """Tell whoever opens a translation for editing that the German page was published after it."""
    original = original_of(page) if request.method == "GET" else None
    if original is not None and state_of(original=original, translation=page) == State.STALE:
        way = reverse("wagtailadmin_pages:edit", args=[original.pk])
        text = _("Older than the German page. Compare it, mend it, publish it again.")
        messages.warning(request, text, buttons=[messages.button(way, _("Open the German page"))])


def _may_draft(request: HttpRequest, page: Page) -> bool:
    """Return whether somebody may have a page drafted: it also writes into the tree of the other language."""
    may_translate = request.user.has_perm("wagtail_localize.submit_translation")
    return may_translate and page.permissions_for_user(request.user).can_edit()


def _report_url() -> str:
    return reverse("translation_report")


def _row_number(words: str) -> int | None:
    return int(words) if words.isdecimal() and len(words) < 10 else None  # longer ones overflow
