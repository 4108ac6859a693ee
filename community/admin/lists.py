"""Contacts, likes and bookmarks as lists to search, filter and export. Rows can be deleted, not made or changed."""

from functools import reduce
from operator import and_, or_

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import AdminURLHelper, PermissionHelper
from wagtail_modeladmin.helpers.search import BaseSearchHandler
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import IndexView

from community.models import Bookmark, Contact, Like
from web.big_lists import BoundedPaginator, ids_of_named
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


class NameSearchHandler(BaseSearchHandler):
    """Rows in which one name has all words, or each word is in some name: "Half a fig", or "ana fig".

    search_fields: {foreign key: fields of its model}. NUL, for which PostgreSQL refuses to search, is ignored.
    """

    def search_queryset(self, queryset, search_term, **kwargs):
        words = search_term.replace("\0", "").split()
        if not words:
            return queryset
        in_some = reduce(and_, (self._named(queryset.model, word) for word in words))
        return queryset.filter(self._named(queryset.model, *words) | in_some)

    def _named(self, model, *words):
        related = {key: model._meta.get_field(key).related_model for key in self.search_fields}
        ids = {key: ids_of_named(related[key], fields, *words) for key, fields in self.search_fields.items()}
        return reduce(or_, (Q(**{f"{key}__in": found}) for key, found in ids.items()))


class SafeExportView(IndexView):
    paginator_class = BoundedPaginator
    custom_value_preprocess = IndexView.custom_value_preprocess | SAFE_CELLS


class ListAdmin(ModelAdmin):
    permission_helper_class = DeleteOnlyPermissionHelper
    url_helper_class = NumericIdURLHelper
    search_handler_class = NameSearchHandler
    index_view_class = SafeExportView
    history_view_enabled = False  # it asks for no permission, and nothing is ever written there
    list_per_page = 50
    ordering = ("-pk",)


class ContactAdmin(ListAdmin):
    model = Contact
    menu_icon = "group"
    list_display = list_export = ("user_from", "user_to", "created")
    list_filter = ("created",)
    list_select_related = ("user_from", "user_to")
    search_fields = {key: ["username", "display_name"] for key in ("user_from", "user_to")}
    export_filename = "contacts"


class ReactionAdmin(ListAdmin):
    list_display = list_export = ("member", "page", "created")
    list_filter = ("created",)
    list_select_related = ("member", "page")
    search_fields = {"member": ["username", "display_name"], "page": ["title"]}


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
