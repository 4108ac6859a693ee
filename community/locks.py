"""Which rows are locked before likes, bookmarks and contacts change, and in which order.

Always the pictures' counts first, then members, each in the order of their ids: transactions may wait for each other,
but never in a circle. Locks are `no_key`, so that rows with a foreign key to a locked one can be written meanwhile.
What is locked before rows are deleted stands beside their models.
"""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db import transaction

from gallery.models import ImageStats


def lock_stats(pages: Iterable[int]) -> set[int]:
    """Locks the counts of these pictures, until the transaction ends; answers the ids of those that are there."""
    rows = ImageStats.objects.filter(pk__in=set(pages)).order_by("pk").select_for_update(no_key=True)
    return set(rows.values_list("pk", flat=True))


def lock_members(members: Iterable[int]) -> set[int]:
    """Locks these members, until the transaction ends; answers the ids of those that are there and active."""
    rows = get_user_model().objects.filter(pk__in=set(members)).order_by("pk").select_for_update(no_key=True)
    return {pk for pk, is_active in rows.values_list("pk", "is_active") if is_active}


class LockedDeletionMixin:
    """For a QuerySet whose rows are counted: it locks the rows that hold the counts, and deletes only then.

    Django reads the rows, deletes them, and then sends post_delete for each that it has read, even where another
    transaction was quicker to delete it. Without the locks such a row would be subtracted from its count twice.
    """

    def _lock_before_deleting(self):
        raise NotImplementedError

    def delete(self):
        with transaction.atomic():
            self._lock_before_deleting()
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True
