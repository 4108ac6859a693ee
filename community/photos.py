"""Members' photos: images of their own collection, made small when they are uploaded, and none of the editors'."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from gallery.images.child import IngestedFile
from gallery.images.renditions import SQUARES, square_spec
from gallery.models import GalleryImage

from .models import Member, PhotosCollection

COLLECTION = "Members’ photos"  # what it is called at first
TITLE = "Profile photo"  # not the member's name, which goes when they go


def collection_of_photos() -> Collection:
    """Made for the first photo."""
    known = PhotosCollection.objects.select_related("collection").first() or make_collection()
    return known.collection


@transaction.atomic
def make_collection() -> PhotosCollection:
    """Of two that make it at once, the later one finds it."""
    root = Collection.objects.select_for_update().get(depth=1)
    known = PhotosCollection.objects.select_related("collection").first()
    return known or PhotosCollection.objects.create(collection=root.add_child(name=COLLECTION))


def without_photos(images: QuerySet[Any]) -> QuerySet[Any]:
    # By their ids: Wagtail's search filters by fields that it has indexed, and knows `collection` as one.
    return images.exclude(collection__in=list(PhotosCollection.objects.values_list("pk", flat=True)))


class EditorsImagesPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's, but members' photos are in no list of images, in no chooser, and their collection is no choice.

    That goes for superusers too. Who may open an image may still open a photo by its address.
    """

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        return without_photos(super().instances_user_has_any_permission_for(user, actions))

    def collections_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Collection]:
        photos = PhotosCollection.objects.values("pk")
        return super().collections_user_has_any_permission_for(user, actions).exclude(pk__in=photos)


IMAGES_POLICY = EditorsImagesPolicy(GalleryImage, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user")


def store_photo(member: Member, file: IngestedFile) -> GalleryImage:
    """A photo of the member, and its squares: a small picture, so that nobody has to wait for the worker."""
    collection = collection_of_photos()
    photo = GalleryImage.objects.create(title=TITLE, file=file, collection=collection, uploaded_by_user=member)
    transaction.on_commit(lambda: photo.make_renditions([square_spec(size) for size in SQUARES]))
    return photo


@transaction.atomic
def remove_photo(photo: GalleryImage) -> None:
    """Unless it is also a picture of the gallery, or another member's photo."""
    # Else a square of it could be stored after those that are deleted with it were found.
    GalleryImage.objects.select_for_update().filter(pk=photo.pk).first()
    if not photo.pages.exists() and not Member.objects.filter(photo=photo).exists():
        photo.delete()
