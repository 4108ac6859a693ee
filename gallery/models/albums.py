"""Albums, and the gallery that holds them: pages that list pictures."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index

from gallery.images.renditions import Size
from gallery.visibility import AddressMixin, GatedQuerySet, Viewer, visible, visible_ancestors

from .images import GalleryImage
from .pages import PICTURES_A_PAGE, ImagePage


class AlbumQuerySet(GatedQuerySet):
    def for_cards(self, viewer):
        """With `pictures`, how many below it the viewer may see, and `cover_id`, the image of the newest of these.

        Once it is known which albums are shown, `with_covers` loads their images.
        """
        below = ImagePage.objects.visible_to(viewer).order_by().filter(path__startswith=OuterRef("path"))
        newest = below.newest().values("image")[:1]
        number = below.annotate(one=models.Value(1)).values("one").annotate(number=Count("pk")).values("number")
        return self.annotate(cover_id=Subquery(newest), pictures=Subquery(number))


def with_covers(albums: Iterable["GalleryPage"]) -> list["GalleryPage"]:
    """The albums, which `for_cards` has found, each with its `cover`: a GalleryImage, ready for a card, or None.

    Two queries beside that for the albums, however many they are.
    """
    albums = list(albums)
    covers = {album.cover_id for album in albums if album.cover_id is not None}
    images = GalleryImage.objects.prefetch_renditions(*Size.CARD.specs).in_bulk(covers)
    for album in albums:
        album.cover = images.get(album.cover_id)
    return albums


class ListingPage(AddressMixin, Page):
    """A page that lists pictures below it, newest first, a page at a time."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True

    def pictures(self, viewer):
        return ImagePage.objects.visible_to(viewer).child_of(self).newest()

    def albums(self, viewer):
        return GalleryPage.objects.visible_to(viewer).child_of(self).newest().for_cards(viewer)

    def serve(self, request, *args, **kwargs):
        if not visible(Page.objects.filter(pk=self.pk), request).exists():
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        viewer = Viewer.of(request)
        pictures = Paginator(self.pictures(viewer).for_cards(), PICTURES_A_PAGE).get_page(request.GET.get("page"))
        albums = with_covers(self.albums(viewer)) if pictures.number == 1 else []
        return {**super().get_context(request, *args, **kwargs), "pictures": pictures, "albums": albums}


class GalleryIndexPage(ListingPage):
    """The whole gallery: all albums, all pictures."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["gallery.GalleryPage"]
    max_count = 1

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")

    def pictures(self, viewer):
        return ImagePage.objects.visible_to(viewer).descendant_of(self).newest()


class GalleryPage(ListingPage):
    """An album: "Still life". Albums may stand in albums."""

    parent_page_types = ["gallery.GalleryIndexPage", "gallery.GalleryPage"]
    subpage_types = ["gallery.GalleryPage", "gallery.ImagePage"]

    objects = PageManager.from_queryset(AlbumQuerySet)()

    class Meta:
        verbose_name = _("album")
        verbose_name_plural = _("albums")

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "ancestors": visible_ancestors(self, request)}
