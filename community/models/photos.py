from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection


class PhotosCollection(models.Model):
    """Which of Wagtail's collections holds the members' photos, whatever editors call it: one row, or none yet."""

    collection = models.OneToOneField(Collection, on_delete=models.CASCADE, primary_key=True, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("collection of members’ photos")
        verbose_name_plural = _("collections of members’ photos")

    def __str__(self):
        return str(self.collection)
