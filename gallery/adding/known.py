"""What the gallery has already."""

from django.db.models import Q, QuerySet
from wagtail.utils.file import hash_filelike

from gallery.images.child import IngestedFile
from gallery.models import GalleryImage, ImagePage


def pages_of(upload_hash: str, clean: IngestedFile | None = None) -> QuerySet[ImagePage]:
    """The pages of a file, the oldest first. Give `clean` once there is it.

    Of images from before uploads were hashed there is only what was stored. That tells them too: ingest makes the same
    of the same file.
    """
    same = Q(upload_hash=upload_hash)
    if clean:
        same |= Q(upload_hash="", file_hash=hash_filelike(clean))
    return ImagePage.objects.filter(image__in=GalleryImage.objects.filter(same)).order_by("pk")
