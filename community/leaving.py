"""What goes when a member is deleted, in whichever way, beside the rows that belong to them."""

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from gallery.models import GalleryImage

from .models import Member
from .photos import remove_photo


@receiver(post_delete, sender=Member)
def remove_their_photo(instance, **kwargs):
    if photo := GalleryImage.objects.filter(pk=instance.photo_id).first():
        remove_photo(photo)


@receiver(post_delete, sender=Member)
def forget_their_name(instance, **kwargs):
    """Wagtail's log, which stays, has it in the labels of what editors did to them."""
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Member))
    entries.filter(object_id=str(instance.pk)).update(label=_("Deleted member"))
