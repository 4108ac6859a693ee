"""Contacts, likes and bookmarks as lists to search, filter and export: read-only but for deletion."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from community.models import Bookmark, Contact, Like


class DeleteOnly(PermissionHelper):
    """Members make these rows; an editor with the permission may delete one."""

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False


class ListAdmin(ModelAdmin):
    permission_helper_class = DeleteOnly
    list_per_page = 50
    ordering = ("-created", "-pk")


class ContactAdmin(ListAdmin):
    model = Contact
    menu_icon = "group"
    list_display = list_export = ("user_from", "user_to", "created")
    list_filter = ("created",)
    list_select_related = ("user_from", "user_to")
    search_fields = ("user_from__username", "user_to__username", "user_from__display_name", "user_to__display_name")
    export_filename = "contacts"


class MarkAdmin(ListAdmin):
    list_display = list_export = ("member", "page", "created")
    list_filter = ("created",)
    list_select_related = ("member", "page")
    search_fields = ("member__username", "member__display_name", "page__title")


class LikeAdmin(MarkAdmin):
    model = Like
    menu_icon = "pick"
    export_filename = "likes"


class BookmarkAdmin(MarkAdmin):
    model = Bookmark
    menu_icon = "bookmark"
    export_filename = "bookmarks"


class CommunityGroup(ModelAdminGroup):
    menu_label = _("Community")
    menu_icon = "group"
    menu_order = 300
    items = (ContactAdmin, LikeAdmin, BookmarkAdmin)
