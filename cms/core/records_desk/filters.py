"""What the lists of records can be narrowed to."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.core.models import Contact, Reference
from matching.models import Place


def topics() -> list[tuple[str, str]]:
    """Return the topics that references have."""
    return [(topic, topic) for topic in Reference.objects.order_by("topic").values_list("topic", flat=True).distinct()]


class ReferenceFilters(WagtailFilterSet):
    """References by topic, and those whose check is overdue."""

    topic = django_filters.ChoiceFilter(label=_("Topic"), choices=topics)
    is_overdue = django_filters.BooleanFilter(label=_("Check overdue"), method="by_review_date")

    class Meta:
        model = Reference
        fields = ["topic", "is_overdue", "changes_yearly"]

    def by_review_date(self, references: QuerySet[Reference], _name: str, is_overdue: bool) -> QuerySet[Reference]:
        """Keep the references whose day has passed, or those whose day is still to come."""
        today = timezone.localdate()
        return references.filter(review_date__lt=today) if is_overdue else references.filter(review_date__gte=today)


class ContactFilters(WagtailFilterSet):
    """Contacts by the place they belong to."""

    place = django_filters.ModelChoiceFilter(
        label=_("Place"), queryset=lambda request: Place.objects.filter(pk__in=Contact.objects.values("place"))
    )

    class Meta:
        model = Contact
        fields = ["place"]
