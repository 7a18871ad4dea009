"""What this room reads beyond a recommendation."""

from datetime import date

from matching import selectors
from matching.models import Mentor, Reaction


def declined_mentors(*, profile_id: int, today: date) -> list[Mentor]:
    """Return the mentors whom a youth did not want and who could still be proposed."""
    answers = selectors.reactions_of(profile_id=profile_id)
    declined = [public_id for public_id, kind in answers.items() if kind == Reaction.Kind.DECLINED]
    available = Mentor.objects.available(today=today)
    return list(available.filter(public_id__in=declined).order_by("first_name", "pk"))
