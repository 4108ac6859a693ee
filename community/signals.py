"""Counts follow rows, whichever way a row comes or goes.

`create()` and `delete()` of rows, querysets, admin lists and cascades send post_save and post_delete; `add()` of the
many-to-many fields inserts in bulk and sends m2m_changed alone, `remove()`, `clear()` and `set()` delete row by row.
All of them do so in the transaction that changes the rows.
"""

from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from gallery.models import ImageStats

from .models import Bookmark, Contact, Like, Member

COLUMNS = {Like: "likes", Bookmark: "bookmarks"}


def move_marks(model, pages, by):
    column = COLUMNS[model]
    ImageStats.objects.filter(pk__in=pages).update(**{column: F(column) + by})


def move_contacts(pairs, by):
    """pairs: (follower's id, followed member's id), each of them once on one of the sides."""
    followers, followed = ({pair[side] for pair in pairs} for side in (0, 1))
    Member.objects.filter(pk__in=followers).update(following_count=F("following_count") + by * len(followed))
    Member.objects.filter(pk__in=followed).update(followers_count=F("followers_count") + by * len(followers))


@receiver(post_save, sender=Like)
@receiver(post_save, sender=Bookmark)
def count_mark(sender, instance, created, **kwargs):
    if created:
        move_marks(sender, [instance.page_id], +1)


@receiver(post_delete, sender=Like)
@receiver(post_delete, sender=Bookmark)
def uncount_mark(sender, instance, **kwargs):
    move_marks(sender, [instance.page_id], -1)


@receiver(post_save, sender=Contact)
def count_contact(sender, instance, created, **kwargs):
    if created:
        move_contacts([(instance.user_from_id, instance.user_to_id)], +1)


@receiver(post_delete, sender=Contact)
def uncount_contact(sender, instance, **kwargs):
    move_contacts([(instance.user_from_id, instance.user_to_id)], -1)


@receiver(m2m_changed, sender=Like)
def count_added_likes(instance, action, reverse, pk_set, **kwargs):
    """`member.likes.add(*pages)`, or from the reverse side `page.users_like.add(*members)`; pk_set: the new ones."""
    if action == "post_add" and reverse:
        move_marks(Like, [instance.pk], +len(pk_set))
    elif action == "post_add":
        move_marks(Like, pk_set, +1)


@receiver(m2m_changed, sender=Contact)
def count_added_contacts(instance, action, reverse, pk_set, **kwargs):
    if action == "post_add":
        move_contacts([(pk, instance.pk) if reverse else (instance.pk, pk) for pk in pk_set], +1)
