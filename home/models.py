from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page

from gallery.models import ImagePage
from gallery.popularity.explanation import is_editor
from gallery.visibility import AddressMixin, Viewer

from .front_page import front_page

DEPTH_OF_PICTURES = 3  # the gallery, an album, the picture


class HomePage(AddressMixin, Page):
    """The front page (front_page.py)."""

    introduction = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["gallery.GalleryIndexPage"]
    max_count = 1

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        InlinePanel("choices", heading=_("Editors’ choice"), label=_("Picture")),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
        permissions = [("feature_pictures", "Can feature pictures on the front page")]

    def route(self, request, path_components):
        """The page at the end of the path: Wagtail would ask for each page on the way."""
        if not path_components:
            return super().route(request, path_components)
        at_address = {"slug": path_components[-1], "url_path": f"{self.url_path}{'/'.join(path_components)}/"}
        pictures = ImagePage.objects.select_related("image", "stats", "owner")
        if len(path_components) >= DEPTH_OF_PICTURES and (picture := pictures.filter(**at_address).first()):
            return picture.route(request, [])
        if page := Page.objects.filter(**at_address).first():
            return page.specific.route(request, [])
        raise Http404

    def chosen(self, viewer):
        """The editors' choice, in their order, as far as this viewer may see it."""
        ids = [choice.picture_id for choice in self.choices.all()]
        pictures = ImagePage.objects.visible_to(viewer).for_cards().in_bulk(ids)
        return [pictures[pk] for pk in ids if pk in pictures]

    def get_context(self, request, *args, **kwargs):
        viewer = Viewer.of(request)
        shown = front_page(viewer, self.chosen(viewer))
        is_told = shown["from_database"] and is_editor(request.user)
        return {**super().get_context(request, *args, **kwargs), **shown, "is_editor": is_told}


class Choice(Orderable):
    """A picture that the editors show on the front page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="choices")
    picture = models.ForeignKey(ImagePage, verbose_name=_("picture"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("picture")]

    def __str__(self):
        return str(self.picture)
