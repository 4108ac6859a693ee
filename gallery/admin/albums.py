"""An album in Wagtail's page explorer: with thumbnails and counts, filters of pictures, and a grid."""

from django.db.models import F, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import DateColumn, ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from gallery.models import GalleryPage, ImagePage

from .adding.pages import AddPicturesMixin
from .album_columns import COUNTS, PictureGrid, ThumbnailColumn
from .album_filters import AlbumFilterSet

UPDATED = "latest_revision_created_at"
ORDERINGS = {
    f"-{UPDATED}": _("Updated last"),
    UPDATED: _("Updated first"),
    "-imagepage__stats__views": _("Most viewed"),
    "imagepage__stats__views": _("Least viewed"),
    "-imagepage__stats__likes": _("Most liked"),
    "imagepage__stats__likes": _("Least liked"),
    "-imagepage__stats__bookmarks": _("Most bookmarked"),
    "imagepage__stats__bookmarks": _("Least bookmarked"),
    "title": _("Title: (A → Z)"),
    "-title": _("Title: (Z → A)"),
    "live": _("Drafts first"),
    "-live": _("Drafts last"),
}


class AlbumListing(AddPicturesMixin, ExplorableIndexView):
    """?layout=grid shows pictures instead of rows."""

    template_name = "gallery/admin/album.html"
    sort_order_field = None  # pictures have no order of their own: they are shown newest first
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        ThumbnailColumn("thumbnail", label=_("Picture")),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title", width="34%"),
        *COUNTS,
        DateColumn(UPDATED, label=_("Updated"), sort_key=UPDATED, classname="picture-updated"),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]

    @cached_property
    def layout(self):
        return "grid" if self.request.GET.get("layout") == "grid" else "list"

    @cached_property
    def table_class(self):
        return PictureGrid if self.layout == "grid" else super().table_class

    @cached_property
    def header_more_buttons(self):
        """Without that for sorting by hand."""
        return [button for button in super().header_more_buttons if "ordering=ord" not in (button.url or "")]

    def get_valid_orderings(self):
        known = super().get_valid_orderings()
        return [each for each in known if "__" not in each] if self.is_searching else known

    def order_queryset(self, queryset):
        name = (self.ordering or "").removeprefix("-")
        if "__" not in name:
            return super().order_queryset(queryset)
        count = F(name)
        descending = self.ordering.startswith("-")
        # Albums, which have no counts, come last either way.
        return queryset.order_by(count.desc(nulls_last=True) if descending else count.asc(nulls_last=True), "-pk")

    def get_table(self, object_list):
        pictures = [page for page in object_list if isinstance(page, ImagePage)]
        prefetch_related_objects(pictures, "image", "stats", "ranking_exclusion")
        return super().get_table(object_list)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        orderings = {key: label for key, label in ORDERINGS.items() if key in self.get_valid_orderings()}
        # For the bulk actions: those of pictures.
        return context | {"layout": self.layout, "orderings": orderings, "model_opts": ImagePage._meta}


class AlbumViewSet(PageViewSet):
    """An album's own views are Wagtail's; what is in it is listed by AlbumListing."""

    model = GalleryPage
    parent_models = [GalleryPage]
    index_view_class = AlbumListing
    filterset_class = AlbumFilterSet

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(**{"model": Page, **kwargs})  # albums and pictures
