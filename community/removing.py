"""Removes rows in chunks: a transaction each, with a number of statements that does not grow with the rows.

Deleting row by row, as Django does where a signal is sent for each, takes two statements a row, under locks on all that
is counted. Here the counts of a chunk move together, in the transaction that removes its rows, as signals.py does it.
Each function removes up to CHUNK of the rows and answers how many it found. Call them inside a transaction.
"""

from collections import Counter, defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.dispatch import receiver

from activity.models import Action
from gallery.models import ImagePage
from gallery.removing import emptying

from .locks import lock_members, lock_stats
from .models import Bookmark, Contact, Like
from .signals import move_contact_counts, move_reaction_counts

CHUNK = 200  # rows; on a busy machine some 50 ms


def remove_reactions(rows: QuerySet) -> int:
    """rows: likes, or bookmarks."""
    some = list(rows.order_by().values_list("pk", "page")[:CHUNK])
    lock_stats(page for _pk, page in some)
    there = rows.model.objects.filter(pk__in=[pk for pk, _page in some])  # without those that went meanwhile
    pages = defaultdict(list)
    for page, number in Counter(there.values_list("page", flat=True)).items():
        pages[number].append(page)
    _remove(there)
    for number, ids in pages.items():
        move_reaction_counts(rows.model, ids, -number)
    return len(some)


def remove_contacts(rows: QuerySet) -> int:
    """rows: contacts that have the follower in common, or whom they follow."""
    some = list(rows.order_by()[:CHUNK])
    lock_members({member for row in some for member in (row.user_from_id, row.user_to_id)})
    there = Contact.objects.filter(pk__in=[row.pk for row in some])
    pairs = list(there.values_list("user_from", "user_to"))
    _remove(there)
    move_contact_counts(pairs, -1)
    return len(some)


def remove_actions(rows: QuerySet) -> int:
    """Nothing counts them."""
    some = list(rows.order_by().values_list("pk", flat=True)[:CHUNK])
    _remove(rows.model.objects.filter(pk__in=some))
    return len(some)


@receiver(emptying)
def empty_pictures(pages, **kwargs) -> bool:
    """What members did to them. Whether there was any of it left."""
    about = ContentType.objects.get_for_model(ImagePage)
    return bool(
        remove_reactions(Like.objects.filter(page__in=pages))
        or remove_reactions(Bookmark.objects.filter(page__in=pages))
        or remove_actions(Action.objects.filter(target_ct=about, target_id__in=pages))
    )


def _remove(rows: QuerySet[Any]) -> None:
    """Without Django's signals: of these rows only the counts listen to them."""
    rows._raw_delete(rows.db)  # noqa: SLF001 - delete() would read and signal each row
