"""Delete many rows in short transactions, so that nobody waits for the whole."""

from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.deletion import ProtectedError

BATCH_SIZE = 200  # rows


def delete_in_batches(rows: QuerySet[Model]) -> int:
    """Delete the rows and return how many; those that something else protects stay."""
    n_deleted, after = 0, 0
    while keys := list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH_SIZE]):
        n_deleted += _delete(rows.model, keys)
        after = keys[-1]
    return n_deleted


def _delete(model: type[Model], keys: list[int]) -> int:
    try:
        with transaction.atomic():
            return model._default_manager.filter(pk__in=keys).delete()[1].get(model._meta.label, 0)
    except ProtectedError:
        # One of them holds all; each alone then.
        return sum(_delete(model, [key]) for key in keys) if len(keys) > 1 else 0
