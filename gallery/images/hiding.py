"""What is hidden from the public is no longer found at the addresses that the public has seen."""

import time
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Site

from gallery.models import GalleryImage, ImagePage, Rendition
from gallery.visibility import Viewer

from .files import RENDITIONS, secret_name

SLICE = 15  # seconds of the 20 between two beats: a worker has two threads, and this is not all it does


def public_images() -> QuerySet[GalleryImage]:
    """The images of the pictures that a stranger may see now, on any site."""
    strangers = [Viewer.stranger_at(site) for site in Site.objects.select_related("root_page")]
    seen = Q(pk=None)
    for stranger in strangers:
        seen |= Q(pk__in=ImagePage.objects.visible_to(stranger).order_by().values("image"))
    return GalleryImage.objects.filter(seen)


def hide_images() -> int:
    """Moves the files of the images that were public and are not any more; answers of how many.

    What it does not come to in SLICE seconds waits for the next beat, and so does what a kill left half done: an image
    counts as public until all its files have moved.
    """
    until = time.monotonic() + SLICE
    public = public_images().order_by().values("pk")
    GalleryImage.objects.filter(was_public=False, pk__in=public).update(was_public=True)
    hidden = list(GalleryImage.objects.filter(was_public=True).exclude(pk__in=public))
    for number, image in enumerate(hidden, 1):
        move_files(image.renditions.all())
        GalleryImage.objects.filter(pk=image.pk).update(was_public=False)
        if time.monotonic() >= until:
            return number
    return len(hidden)


def move_files(renditions: Iterable[Rendition]) -> None:
    """Gives each file a new name. The old one is gone before the row says so, also where this is killed."""
    for rendition in renditions:
        try:
            _move(rendition)
        except FileNotFoundError:  # a kill left the row with the old name: the worker makes the file anew
            rendition.delete()


@transaction.atomic
def _move(rendition):
    storage, old = rendition.file.storage, rendition.file.name
    with storage.open(old) as file:
        new = storage.save(secret_name(RENDITIONS, old), file)
    rendition.file.name = new
    rendition.save(update_fields=["file"])
    rendition.image.note_files()
    storage.delete(old)
    transaction.on_commit(rendition.purge_from_cache)
