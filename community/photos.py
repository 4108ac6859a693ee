"""Members' photos: images of their own collection, made small when they are uploaded."""

from django.db.transaction import on_commit
from wagtail.models import Collection

from gallery.images.child import IngestedFile
from gallery.images.renditions import SQUARES, square_spec
from gallery.models import GalleryImage

from .models import Member

COLLECTION = "Members’ photos"
TITLE = "Profile photo"  # not the member's name, which goes when they go


def store_photo(member: Member, file: IngestedFile) -> GalleryImage:
    """A photo of the member, and its squares: a small picture, so that nobody has to wait for the worker."""
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)
    photo = GalleryImage.objects.create(title=TITLE, file=file, collection=collection, uploaded_by_user=member)
    on_commit(lambda: photo.make_renditions([square_spec(size) for size in SQUARES]))
    return photo


def remove_photo(photo: GalleryImage) -> None:
    """Unless it is also a picture of the gallery, or another member's photo."""
    if not photo.pages.exists() and not Member.objects.filter(photo=photo).exists():
        photo.delete()
