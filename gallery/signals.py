"""For what no call can catch: pages come and go by copying, by deletion of a branch, and in the admin."""

from django.core.exceptions import PermissionDenied
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.db.transaction import on_commit
from django.dispatch import receiver
from wagtail.models import TaskState
from wagtail.search.index import insert_or_update_object
from wagtail.signals import page_published, post_page_move

from redis_servers.broker import enqueue

from .models import GalleryImage, ImagePage, ImagePageTag, ImageStats, Rendition
from .tasks import make_first_renditions


@receiver(post_save, sender=ImagePage)
def start_counts(sender, instance, created, **kwargs):
    """Every new picture, a copied one too, starts at zero."""
    if created:
        ImageStats.objects.get_or_create(page=instance)


@receiver(pre_delete, sender=ImagePage)
def lock_counts(sender, instance, **kwargs):
    """Nobody counts for a picture while it goes, else new rows would point at what is gone."""
    ImageStats.objects.select_for_update(no_key=True).filter(pk=instance.pk).first()


@receiver(pre_save, sender=TaskState)
def decide_once(sender, instance, **kwargs):
    """Of two moderators who approve at once one does: there is one publication, and one entry in the log."""
    if instance.pk and instance.status != TaskState.STATUS_IN_PROGRESS:
        stored = TaskState.objects.select_for_update().get(pk=instance.pk)
        if stored.status != TaskState.STATUS_IN_PROGRESS:
            raise PermissionDenied


@receiver(page_published, sender=ImagePage)
def note_that_it_was_public(sender, instance, **kwargs):
    """So that its files move (gallery/images/hiding.py), however soon it is hidden again."""
    GalleryImage.objects.filter(pk=instance.image_id).update(was_public=True)


@receiver([post_save, post_delete], sender=ImagePageTag)
def index_tags(sender, instance, **kwargs):
    """Wagtail indexes a page when it is saved, which is before its tags are."""
    on_commit(lambda: _index(instance.content_object_id))


@receiver(post_page_move, sender=ImagePage)
def index_album(sender, instance, **kwargs):
    """Search reads the title of the album that the picture is in now."""
    on_commit(lambda: _index(instance.pk))


def _index(pk):
    if picture := ImagePage.objects.filter(pk=pk).first():
        insert_or_update_object(picture)


@receiver(post_delete, sender=Rendition)
def note_files(sender, instance, **kwargs):
    """A rendition may go with its image, for a new file, or by hand."""
    GalleryImage(pk=instance.image_id).note_files()


@receiver(post_save, sender=GalleryImage)
def have_renditions_made(sender, instance, **kwargs):
    on_commit(lambda: enqueue(make_first_renditions, instance.pk))
