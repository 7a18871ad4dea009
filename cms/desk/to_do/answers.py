"""What people have sent through forms and nobody has answered."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.forms.utils import get_forms_for_user

from cms.accounts.models import User
from cms.desk.to_do.entries import Entries, Entry


def answers(user: User) -> Entries:
    """Return the forms with messages that wait, the longest waiting first; what they say stays in their table."""
    waiting = FormSubmission.objects.filter(answered=None, page__in=get_forms_for_user(user).values("pk"))
    forms = waiting.values("page_id", "page__title", "page__path").annotate(n=Count("pk"), oldest=Min("submit_time"))
    return {
        "answers": [
            Entry(
                title=form["page__title"],
                url=f"{reverse('wagtailforms:list_submissions', args=[form['page_id']])}?state=open",
                note=ngettext("%(n)d message of %(day)s", "%(n)d messages, the oldest of %(day)s", form["n"])
                % {"n": form["n"], "day": date_format(timezone.localdate(form["oldest"]), "SHORT_DATE_FORMAT")},
                path=form["page__path"],
                n=form["n"],
            )
            for form in forms.order_by("oldest")
        ]
    }
