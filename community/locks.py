"""Which rows are locked before likes, bookmarks and contacts change, and in which order.

Always the pictures' counts first, then members, each by id: whoever keeps to it never waits in a circle. Locks are
`no_key`, so that rows that only point at a locked one can be written meanwhile.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from gallery.models import ImageStats


def lock_stats(pages: Iterable[int]) -> set[int]:
    """Locks the counts of these pictures, until the transaction ends; answers the ids of those that are there."""
    rows = ImageStats.objects.filter(pk__in=set(pages)).order_by("pk").select_for_update(no_key=True)
    return set(rows.values_list("pk", flat=True))


def lock_members(members: Iterable[int]) -> set[int]:
    """Locks these members, until the transaction ends; answers the ids of those that are there and active."""
    from .models import Member

    rows = Member.objects.filter(pk__in=set(members)).order_by("pk").select_for_update(no_key=True)
    return {pk for pk, is_active in rows.values_list("pk", "is_active") if is_active}


class LockedDeletion:
    """A QuerySet that locks what counts its rows before it looks which rows there are to delete.

    Django reads the rows, deletes them and then says for each that it is gone, even where somebody else was quicker:
    without the locks such a row would be subtracted twice.
    """

    def lock_first(self):
        raise NotImplementedError

    def delete(self):
        with transaction.atomic():
            type(self).lock_first(self)
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


def locks_before_deleting_marks(marks):
    lock_stats(marks.order_by().values_list("page", flat=True))


def locks_before_deleting_contacts(contacts):
    pairs = contacts.order_by().values_list("user_from", "user_to")
    lock_members(member for pair in pairs for member in pair)


def locks_before_deleting_members(members):
    from .models import Bookmark, Contact, Like

    ids = list(members.order_by().values_list("pk", flat=True))
    marked = [model.objects.filter(member__in=ids).values_list("page", flat=True) for model in (Like, Bookmark)]
    lock_stats(page for pages in marked for page in pages)
    pairs = Contact.objects.filter(Q(user_from__in=ids) | Q(user_to__in=ids)).values_list("user_from", "user_to")
    lock_members({*ids, *(member for pair in pairs for member in pair)})
