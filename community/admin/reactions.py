"""Likes and bookmarks as lists to search, filter and export. Rows can be deleted, not made or changed."""

import django_filters
from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from community.models import Bookmark, Like
from gallery.admin.album_columns import ThumbnailColumn
from web.big_lists import BoundedPaginator
from web.chunks import ChunkedQuerySet
from web.export_safety import SAFE_CELLS

from .search import rows_named


def member_url(member):
    """Their page in the admin, which asks for its own permission."""
    return reverse("wagtailusers_users:inspect", args=[member.pk])


class LinkColumn(Column):
    """link: answers the address for a row."""

    cell_template_name = "community/admin/link_cell.html"

    def __init__(self, name, link, **kwargs):
        super().__init__(name, **kwargs)
        self.link = link

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"url": self.link(instance)}


class PictureColumn(ThumbnailColumn):
    """The thumbnail of the picture that a row is about."""

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance.page, parent_context)


class ReactionsView(IndexView):
    is_searchable = True
    paginator_class = BoundedPaginator
    custom_value_preprocess = IndexView.custom_value_preprocess | SAFE_CELLS
    names = {"member": ["username", "display_name"], "page": ["title"]}

    @cached_property
    def columns(self):
        title_class = self._get_title_column_class(TitleColumn)
        return [
            title_class("member", label=_("Member"), get_url=lambda row: member_url(row.member)),
            PictureColumn("thumbnail", label=_("Picture"), width="12%"),
            LinkColumn("page", lambda row: reverse("wagtailadmin_pages:edit", args=[row.page_id]), label=_("Title")),
            DateColumn("created", label=_("Since"), sort_key="created"),
        ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("member", "page__image")

    def order_queryset(self, queryset):
        """Ties by number, as their index is made."""
        sign = "" if self.ordering == "created" else "-"
        return queryset.order_by(f"{sign}created", f"{sign}pk")

    def search_queryset(self, queryset):
        return rows_named(queryset, self.names, self.search_query)

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(ChunkedQuerySet(queryset), spreadsheet_format)


class ReactionViewSet(ModelViewSet):
    index_view_class = ReactionsView
    list_per_page = 50
    ordering = "-created"
    list_export = ["member", "page", "created"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_common_view_kwargs(self, **kwargs):
        missing = ("add", "edit", "history", "usage")
        return super().get_common_view_kwargs(**dict.fromkeys(f"{name}_url_name" for name in missing), **kwargs)

    def get_form_class(self, for_update=False):
        """None: there is no form."""

    def get_permissions_to_register(self):
        codenames = [f"{action}_{self.model_name}" for action in ("view", "delete")]
        return Permission.objects.filter(content_type__app_label=self.app_label, codename__in=codenames)

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("delete/<int:pk>/", self.delete_view, name="delete"),
        ]


def filters_of(reactions):
    class ReactionFilterSet(WagtailFilterSet):
        created = django_filters.DateFromToRangeFilter(label=_("Since"), widget=DateRangePickerWidget)

        class Meta:
            model = reactions
            fields = ["created"]

    return ReactionFilterSet


class LikeViewSet(ReactionViewSet):
    model = Like
    icon = "pick"
    url_prefix = "community/like"
    name = "likes"
    menu_label = _("Likes")
    export_filename = "likes"
    filterset_class = filters_of(Like)


class BookmarkViewSet(ReactionViewSet):
    model = Bookmark
    icon = "bookmark"
    url_prefix = "community/bookmark"
    name = "bookmarks"
    menu_label = _("Bookmarks")
    export_filename = "bookmarks"
    filterset_class = filters_of(Bookmark)
