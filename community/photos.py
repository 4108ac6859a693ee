"""Members' photos: images of their own collection, made small when they are uploaded, and none of the editors'."""

from typing import Any

from django.db.models import QuerySet
from django.db.transaction import on_commit
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from gallery.images.child import IngestedFile
from gallery.images.renditions import SQUARES, square_spec
from gallery.models import GalleryImage

from .models import Member

COLLECTION = "Members’ photos"
TITLE = "Profile photo"  # not the member's name, which goes when they go


def collections() -> QuerySet[Collection]:
    """That of the photos, or none while no member has one."""
    return Collection.objects.filter(name=COLLECTION, depth=2)


class EditorsImagesPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's, but members' photos are in no list of images, in no chooser, and their collection is no choice.

    That goes for superusers too. Who may open an image may still open a photo by its address.
    """

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        # By their ids: Wagtail's search filters by fields that it has indexed, and knows `collection` as one.
        photos = list(collections().values_list("pk", flat=True))
        return super().instances_user_has_any_permission_for(user, actions).exclude(collection__in=photos)

    def collections_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Collection]:
        return super().collections_user_has_any_permission_for(user, actions).exclude(name=COLLECTION)


IMAGES_POLICY = EditorsImagesPolicy(GalleryImage, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user")


def store_photo(member: Member, file: IngestedFile) -> GalleryImage:
    """A photo of the member, and its squares: a small picture, so that nobody has to wait for the worker."""
    collection = collections().first() or Collection.get_first_root_node().add_child(name=COLLECTION)
    photo = GalleryImage.objects.create(title=TITLE, file=file, collection=collection, uploaded_by_user=member)
    on_commit(lambda: photo.make_renditions([square_spec(size) for size in SQUARES]))
    return photo


def remove_photo(photo: GalleryImage) -> None:
    """Unless it is also a picture of the gallery, or another member's photo."""
    if not photo.pages.exists() and not Member.objects.filter(photo=photo).exists():
        photo.delete()
