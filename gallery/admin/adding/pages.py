"""Wagtail's own pages for albums and pictures, with what adding pictures needs of them."""

from django.db import transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.action_menu import PublishMenuItem
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.widgets.button import HeaderButton

from gallery.adding.permissions import may_add
from gallery.models import GalleryPage


class AddPicturesMixin:
    """For the listing of an album: its buttons begin with that for many pictures, and that for one."""

    @cached_property
    def header_buttons(self):
        album, buttons = self.parent_page, super().header_buttons
        if not may_add(self.request.user, album):
            return buttons
        many = reverse("add_pictures", args=[album.pk])
        one = reverse("wagtailadmin_pages:add", args=["gallery", "imagepage", album.pk])
        return [
            HeaderButton(_("Add pictures"), url=many, icon_name="upload", priority=10),
            HeaderButton(_("Add one picture"), url=one, icon_name="image", icon_only=True, priority=20),
            *buttons,
        ]


class PictureFormMixin:
    """Saves the page and its image together, or neither. The file is decoded before that."""

    def form_valid(self, form):
        with transaction.atomic():
            form.store()
            return super().form_valid(form)


class CreatePictureView(PictureFormMixin, CreateView):
    """Without autosave: it would send the file, and make the page, before anybody asked for it."""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "autosave_enabled": False, "autosave_indicator": None}


class EditPictureView(PictureFormMixin, EditView):
    """A picture's editor."""


def publish_first(menu_items, request, context):
    """On construct_page_action_menu: a new picture's main button publishes it, where that is allowed."""
    parent = context.get("parent_page")
    if context.get("view") == "create" and isinstance(parent, GalleryPage):
        menu_items.sort(key=lambda item: not isinstance(item, PublishMenuItem))
