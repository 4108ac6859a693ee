"""Contacts, likes and bookmarks as lists to search, filter and export. Rows can be deleted, not made or changed."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import AdminURLHelper, DjangoORMSearchHandler, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import IndexView

from community.models import Bookmark, Contact, Like
from web.export_safety import SAFE_CELLS


class DeleteOnlyPermissionHelper(PermissionHelper):
    """Members make these rows; an editor with the permission may delete one."""

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False


class NumericIdURLHelper(AdminURLHelper):
    """Answers 404 for an id that is no number: modeladmin's own pattern takes any word, and the view then fails."""

    def get_action_url_pattern(self, action):
        return super().get_action_url_pattern(action).replace(r"[-\w]+", "[0-9]{1,18}")


class NulSafeSearchHandler(DjangoORMSearchHandler):
    """Ignores NUL characters, for which PostgreSQL refuses to search."""

    def search_queryset(self, queryset, search_term, **kwargs):
        return super().search_queryset(queryset, search_term.replace("\0", ""), **kwargs)


class SafeExportView(IndexView):
    custom_value_preprocess = IndexView.custom_value_preprocess | SAFE_CELLS


class ListAdmin(ModelAdmin):
    permission_helper_class = DeleteOnlyPermissionHelper
    url_helper_class = NumericIdURLHelper
    search_handler_class = NulSafeSearchHandler
    index_view_class = SafeExportView
    history_view_enabled = False  # it asks for no permission, and nothing is ever written there
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


class ReactionAdmin(ListAdmin):
    list_display = list_export = ("member", "page", "created")
    list_filter = ("created",)
    list_select_related = ("member", "page")
    search_fields = ("member__username", "member__display_name", "page__title")


class LikeAdmin(ReactionAdmin):
    model = Like
    menu_icon = "pick"
    export_filename = "likes"


class BookmarkAdmin(ReactionAdmin):
    model = Bookmark
    menu_icon = "bookmark"
    export_filename = "bookmarks"


class CommunityGroup(ModelAdminGroup):
    menu_label = _("Community")
    menu_icon = "group"
    menu_order = 300
    items = (ContactAdmin, LikeAdmin, BookmarkAdmin)
