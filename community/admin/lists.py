"""Contacts as a list to search, filter and export, by wagtail-modeladmin. Rows can be deleted, not made or changed."""

from django.contrib.admin import display
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.templatetags.wagtailadmin_tags import human_readable_date
from wagtail.admin.widgets.button import Button, ButtonWithDropdown
from wagtail_modeladmin.helpers import AdminURLHelper, PermissionHelper
from wagtail_modeladmin.helpers.search import BaseSearchHandler
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import IndexView

from community.models import Contact
from web.big_lists import BoundedPaginator
from web.export_safety import SAFE_CELLS

from .reactions import BookmarkViewSet, LikeViewSet, member_url
from .search import rows_named


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
    """search_fields: {foreign key: fields of its model}."""

    def search_queryset(self, queryset, search_term, **kwargs):
        return rows_named(queryset, self.search_fields, search_term)


class ContactsView(IndexView):
    """With the header that Wagtail's own lists have."""

    paginator_class = BoundedPaginator
    custom_value_preprocess = IndexView.custom_value_preprocess | SAFE_CELLS

    def get_context_data(self, **kwargs):
        trail = [{"url": "", "label": self.get_page_title()}]
        return super().get_context_data(breadcrumbs_items=trail, header_buttons=[self.exports], **kwargs)

    @cached_property
    def exports(self):
        addresses = {_("Download XLSX"): self.xlsx_export_url, _("Download CSV"): self.csv_export_url}
        buttons = [Button(label, url=url, icon_name="download") for label, url in addresses.items()]
        return ButtonWithDropdown(buttons=buttons, icon_name="dots-horizontal", attrs={"aria-label": _("Actions")})


class ContactAdmin(ModelAdmin):
    model = Contact
    menu_icon = "group"
    permission_helper_class = DeleteOnlyPermissionHelper
    url_helper_class = NumericIdURLHelper
    search_handler_class = NameSearchHandler
    index_view_class = ContactsView
    index_template_name = "community/admin/contacts.html"
    history_view_enabled = False  # it asks for no permission, and nothing is ever written there
    list_per_page = 50
    ordering = ("-created", "-pk")
    list_display = ("follower", "follows", "since")
    list_export = ("user_from", "user_to", "created")
    list_filter = ("created",)
    list_select_related = ("user_from", "user_to")
    search_fields = {key: ["username", "display_name"] for key in ("user_from", "user_to")}
    export_filename = "contacts"

    def get_extra_class_names_for_field_col(self, obj, field_name):
        return ["title"] if field_name == "follower" else []

    @display(description=gettext_lazy("follower"))
    def follower(self, contact):
        link = format_html('<a href="{}">{}</a>', member_url(contact.user_from), contact.user_from)
        return format_html('<div class="title-wrapper">{}</div>', link)

    @display(description=gettext_lazy("follows"))
    def follows(self, contact):
        return format_html('<a href="{}">{}</a>', member_url(contact.user_to), contact.user_to)

    @display(description=gettext_lazy("since"), ordering="created")
    def since(self, contact):
        return render_to_string("wagtailadmin/shared/human_readable_date.html", human_readable_date(contact.created))


class CommunityGroup(ModelAdminGroup):
    menu_label = gettext_lazy("Community")
    menu_icon = "group"
    menu_order = 300
    items = (ContactAdmin,)
    viewsets = (LikeViewSet(), BookmarkViewSet())

    def get_submenu_items(self):
        order = len(self.items) + 1
        native = [viewset.get_menu_item(order=order + number) for number, viewset in enumerate(self.viewsets)]
        return [*super().get_submenu_items(), *native]
