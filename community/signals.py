"""Counts follow rows, however a row is made or deleted, but for `bulk_create()` and an `update()` of its keys.

`create()` and `delete()` of rows, querysets, admin lists and cascades send post_save and post_delete; `add()` of the
many-to-many fields inserts in bulk and sends m2m_changed alone, `remove()`, `clear()` and `set()` delete row by row.
The counts change in the same transaction as the rows. What sends no signal, `reconcile_counts --check` finds.
"""

from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page

from gallery.models import ImageStats

from .models import Bookmark, Contact, Like, Member

COLUMNS = {Like: "likes", Bookmark: "bookmarks"}


def move_reaction_counts(model, pages, by):
    column = COLUMNS[model]
    ImageStats.objects.filter(pk__in=pages).update(**{column: F(column) + by})


def move_contact_counts(pairs, by):
    """pairs: (id of who follows, id of who is followed). One of the two is the same in all pairs."""
    followers = {follower for follower, _followed in pairs}
    followed = {followed for _follower, followed in pairs}
    Member.objects.filter(pk__in=followers).update(following_count=F("following_count") + by * len(followed))
    Member.objects.filter(pk__in=followed).update(followers_count=F("followers_count") + by * len(followers))


@receiver(post_save, sender=Like)
@receiver(post_save, sender=Bookmark)
def count_reaction(sender, instance, created, **kwargs):
    if created:
        move_reaction_counts(sender, [instance.page_id], +1)


@receiver(post_delete, sender=Like)
@receiver(post_delete, sender=Bookmark)
def uncount_reaction(sender, instance, origin=None, **kwargs):
    """Unless it goes with its picture, as then the count does too."""
    if not issubclass(getattr(origin, "model", type(origin)), Page):
        move_reaction_counts(sender, [instance.page_id], -1)


@receiver(post_save, sender=Contact)
def count_contact(sender, instance, created, **kwargs):
    if created:
        move_contact_counts([(instance.user_from_id, instance.user_to_id)], +1)


@receiver(post_delete, sender=Contact)
def uncount_contact(sender, instance, **kwargs):
    move_contact_counts([(instance.user_from_id, instance.user_to_id)], -1)


@receiver(m2m_changed, sender=Like)
def count_added_likes(instance, action, reverse, pk_set, **kwargs):
    """`member.likes.add(*pages)`, or from the reverse side `page.users_like.add(*members)`; pk_set: the new ones."""
    if action == "post_add" and reverse:
        move_reaction_counts(Like, [instance.pk], +len(pk_set))
    elif action == "post_add":
        move_reaction_counts(Like, pk_set, +1)


@receiver(m2m_changed, sender=Contact)
def count_added_contacts(instance, action, reverse, pk_set, **kwargs):
    if action == "post_add":
        move_contact_counts([(pk, instance.pk) if reverse else (instance.pk, pk) for pk in pk_set], +1)
