"""What stands beside a form: who answers, and for how long answers are kept."""

from cms.welcome.models import FormPage
from cms.welcome.selectors.contacts import contact_of
from cms.welcome.services import KEPT_FOR


def form_content(*, page: FormPage) -> dict[str, object]:
    """Return whom else to ask, and for how many days answers are kept: the form says it."""
    return {"contact": contact_of(page=page), "kept_days": KEPT_FOR.days}
