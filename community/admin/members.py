"""Members in Wagtail's user administration."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.users.views.users import DeleteView, EditView, IndexView, UserViewSet

from community.leaving import is_large, leave
from gallery.images.renditions import SQUARES
from web.export_safety import SAFE_CELLS

from .member_forms import MemberCreationForm, MemberEditForm
from .member_page import MemberInspectView, SuspensionView, may_edit


class MemberListView(IndexView):
    """The name leads to the member's page."""

    any_permission_required = ["add", "change", "delete", "view", "suspend"]
    custom_value_preprocess = IndexView.custom_value_preprocess | SAFE_CELLS

    def get_base_queryset(self):
        """Without those that are deleted, but for what the worker still has to remove."""
        return super().get_base_queryset().filter(departure=None).with_photo()

    def get_inspect_url(self, instance):
        return reverse(self.inspect_url_name, args=[instance.pk])

    @cached_property
    def columns(self):
        columns = super().columns
        name = next(column for column in columns if column.name == "name")
        name._get_url_func = self.get_inspect_url  # noqa: SLF001 - the column that Wagtail makes has no other way
        return columns


def avatar_url(member, size):
    """On get_avatar_url: their photo, in the place of the grey head; None while it has no square."""
    photo = getattr(member, "photo", None)
    square = photo and photo.square(min(SQUARES))
    return square and square.url


class MemberEditView(EditView):
    def dispatch(self, request, *args, **kwargs):
        if not may_edit(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "editor": self.request.user}


class MemberCreateView(UserViewSet.add_view_class):
    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "editor": self.request.user}


class MemberDeleteView(DeleteView):
    def dispatch(self, request, *args, **kwargs):
        if not may_edit(request.user, self.get_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def delete_action(self):
        if is_large(self.object):
            leave(self.object, self.request.user)
        else:
            super().delete_action()


class MemberViewSet(UserViewSet):
    index_view_class = MemberListView
    add_view_class = MemberCreateView
    edit_view_class = MemberEditView
    delete_view_class = MemberDeleteView
    inspect_view_class = MemberInspectView
    inspect_view_enabled = True
    copy_view_enabled = False  # a copy would have the rights of the member
    inspect_view_fields = ["username", "email", "date_joined", "last_login", "location", "website", "bio"]
    index_template_name = "community/admin/members.html"
    inspect_template_name = "community/admin/member.html"
    list_filter = ("is_active", "date_joined")
    list_export = ("username", "email", "display_name", "is_active", "date_joined")

    def get_form_class(self, for_update=False):
        return MemberEditForm if for_update else MemberCreationForm

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("suspend/<int:pk>/", SuspensionView.as_view(), name="suspend")]
