"""Albums, and the gallery that holds them: pages that list pictures."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index

from gallery.frames import FRAMES, frame_ids, set_frame_ids, with_frames
from gallery.indexes import PARENT_PATH
from gallery.newest import NewestPictures, in_album, picture_pages
from gallery.visibility import AddressMixin, GatedQuerySet, Viewer, visible, visible_ancestors

from .pages import PICTURES_A_PAGE

ALBUMS_A_PAGE = 24


class AlbumQuerySet(GatedQuerySet):
    def for_cards(self, viewer, without=()):
        """With `picture_count`, how many in it the viewer may see, and the ids of the newest of these (frames.py).

        without: ids of pictures that the cards shall not show. Once it is known which albums are shown, `with_strips`
        loads the pictures, and looks into albums in albums.
        """
        within = picture_pages(viewer).order_by().alias(parent_path=PARENT_PATH).filter(parent_path=OuterRef("path"))
        newest = within.exclude(pk__in=without).order_by("-first_published_at", "-id")
        return self.annotate(**frame_ids(newest), picture_count=Coalesce(Subquery(number_of(within)), 0))


def number_of(pages):
    """For a Subquery: how many these are."""
    return pages.annotate(one=models.Value(1)).values("one").annotate(number=Count("pk")).values("number")


def with_strips(albums: Iterable["GalleryPage"], viewer: Any, without: Iterable[int] = ()) -> list["GalleryPage"]:
    """The albums, which `for_cards` has found, each with its `frames`: a few pictures, ready for a card.

    Two queries beside that for the albums, however many they are, and two more for each that has albums in it.
    """
    albums = list(albums)
    inner = GalleryPage.objects.visible_to(viewer).alias(parent_path=PARENT_PATH)
    holders = set(inner.filter(parent_path__in=[album.path for album in albums]).values_list(PARENT_PATH, flat=True))
    for album in albums:
        if album.path in holders:
            look_below(album, viewer, without)
    return with_frames(albums)


def look_below(album: "GalleryPage", viewer: Any, without: Iterable[int]) -> None:
    """Counts and shows the pictures of the albums in this one too."""
    below = picture_pages(viewer).descendant_of(album)
    album.picture_count = below.count()
    set_frame_ids(album, NewestPictures(below.exclude(pk__in=without))[:FRAMES])


class ListingPage(AddressMixin, Page):
    """A page that lists pictures below it, newest first, a page at a time."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.FilterField("expire_at")]

    class Meta:
        abstract = True

    def pictures(self, viewer):
        return NewestPictures(in_album(picture_pages(viewer), self.path))

    def albums(self, viewer):
        return in_album(GalleryPage.objects.visible_to(viewer), self.path).newest().for_cards(viewer)

    def serve(self, request, *args, **kwargs):
        if not visible(Page.objects.filter(pk=self.pk), request).exists():
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        viewer = Viewer.of(request)
        number, context = request.GET.get("page"), super().get_context(request, *args, **kwargs)
        if request.GET.get("show") == "albums":
            page = Paginator(self.albums(viewer), ALBUMS_A_PAGE).get_page(number)
            return {**context, "album_page": page, "albums": with_strips(page, viewer)}
        pictures = Paginator(self.pictures(viewer), PICTURES_A_PAGE).get_page(number)
        albums = list(self.albums(viewer)[: ALBUMS_A_PAGE + 1]) if pictures.number == 1 else []
        shown = with_strips(albums[:ALBUMS_A_PAGE], viewer)
        return {**context, "pictures": pictures, "albums": shown, "more_albums": len(albums) > ALBUMS_A_PAGE}


class GalleryIndexPage(ListingPage):
    """The whole gallery: all albums, all pictures."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["gallery.GalleryPage"]
    max_count = 1

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")

    def pictures(self, viewer):
        return NewestPictures(picture_pages(viewer).descendant_of(self))


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
