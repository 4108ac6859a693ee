from django.conf import settings
from django.db import models
from django.utils import timezone


class PageRemoval(models.Model):
    """<editor> has deleted <page> and what is below it: nobody sees it since <created>, and the worker removes it.

    It goes with the page, which is the last to go, so whatever stops the worker, what is left to do stands here.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="page_removal"
    )
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.page_id}: {self.created}"
