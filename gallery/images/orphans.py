"""Files that no row names: a worker was killed between writing the file and committing the row."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.core.files.storage import default_storage
from django.db.models import Model
from django.utils import timezone
from wagtail.documents import get_document_model

from gallery.models import GalleryImage, Rendition

from .files import ORIGINALS, RENDITIONS

logger = logging.getLogger(__name__)
YOUNGEST = timedelta(hours=1)  # a younger file may belong to a transaction that has not ended
CHUNK = 500


def sweep_orphans() -> list[str]:
    """Deletes them; answers their names."""
    folders: dict[str, type[Model]] = {
        ORIGINALS: GalleryImage,
        RENDITIONS: Rendition,
        "documents": get_document_model(),
    }
    swept = [name for folder, model in folders.items() for name in _orphans(folder, model)]
    for name in swept:
        default_storage.delete(name)
    if swept:
        logger.warning("Deleted %d files that nothing uses: %s", len(swept), ", ".join(swept[:20]))
    return swept


def _orphans(folder, model) -> Iterator[str]:
    names = iter(_names(folder))
    while chunk := list(islice(names, CHUNK)):
        used = set(model.objects.filter(file__in=chunk).values_list("file", flat=True))
        yield from (name for name in chunk if name not in used and _is_old(name))


def _names(folder):
    try:
        return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    except FileNotFoundError:  # nothing was ever stored there
        return []


def _is_old(name):
    return timezone.now() - default_storage.get_modified_time(name) > YOUNGEST
