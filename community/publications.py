"""Tells the feed of new pictures: each is recorded once, as published by its owner, when it is first published."""

from functools import partial

from django.db.transaction import on_commit
from django.dispatch import receiver
from wagtail.signals import page_published

from activity.recording import record
from activity.verbs import Verb
from gallery.models import ImagePage


@receiver(page_published, sender=ImagePage)
def tell(sender, instance, **kwargs):
    """After the commit: a like locks the member and then the picture, while publishing has locked the picture.

    If the process is killed between the two, the picture is public and the feed does not tell of it.
    """
    if instance.live and _is_first(instance) and instance.owner:
        on_commit(partial(record, instance.owner, Verb.PUBLISHED, instance), robust=True)


def _is_first(picture: ImagePage) -> bool:
    """Wagtail gives both the same time when a picture is first published, and keeps the first from then on."""
    return picture.first_published_at == picture.last_published_at
