"""Editors act on many pages of an album at once: here Wagtail's own actions, in bulk_changes.py those of pictures."""

from django.shortcuts import get_list_or_404, get_object_or_404
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction, MoveBulkAction, PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from gallery.models import ImagePage

from .album_filters import AlbumFilterSet


class AlbumBulkAction(PageBulkAction):
    """Registered for pictures, so that other pages' listings do not offer it; it takes an album's albums too.

    "All in the listing" are those that the listing shows: Wagtail's own actions forget the filters.
    """

    models = [ImagePage]

    @classmethod
    def get_queryset(cls, model, object_ids):
        return get_list_or_404(Page.objects.specific(), pk__in=object_ids)

    def get_all_objects_in_listing_query(self, parent_id):
        asked = self.request.GET
        album = get_object_or_404(Page, pk=parent_id)
        filters = AlbumFilterSet(asked, request=self.request)
        is_filtering = filters.is_valid() and filters.form.has_changed()
        words = asked.get("q", "").strip()
        pages = Page.objects.descendant_of(album) if words or is_filtering else Page.objects.child_of(album)
        if asked.get("search_all") and (words or is_filtering):
            pages = Page.objects.all()
        pages = pages.filter(pk__in=page_permission_policy.explorable_instances(self.request.user).values("pk"))
        if is_filtering:
            pages = filters.filter_queryset(pages)
        return [page.pk for page in pages.autocomplete(words)] if words else pages.values_list("pk", flat=True)


class AlbumMove(AlbumBulkAction, MoveBulkAction):
    action_priority = 30


class AlbumPublish(AlbumBulkAction, PublishBulkAction):
    action_priority = 10


class AlbumUnpublish(AlbumBulkAction, UnpublishBulkAction):
    action_priority = 60


class AlbumDelete(AlbumBulkAction, DeleteBulkAction):
    action_priority = 90


WAGTAILS = [AlbumPublish, AlbumMove, AlbumUnpublish, AlbumDelete]
