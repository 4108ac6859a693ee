from django.contrib.auth.models import Permission
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import set_query_params
from wagtail.admin.widgets.button import Button

from gallery.models import GalleryPage, ImagePage

from .admin.dashboard import FiguresPanel, RisingPanel, ToDoPanel
from .admin.featuring import ACTIONS, CODENAME, FeaturePictures, UnfeaturePictures, with_featured
from .admin.guide import GuideView

for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_permissions")
def permissions():
    return Permission.objects.filter(content_type__app_label="home", codename=CODENAME)


@hooks.register("register_log_actions")
def log_actions(actions):
    for action in ACTIONS:
        actions.register_action(action.log_action(), action.display_name, action.logged)


@hooks.register("construct_homepage_panels")
def desk(request, panels):
    panels += [FiguresPanel(), RisingPanel(), ToDoPanel()]


@hooks.register("construct_explorer_page_queryset")
def know_featured(parent_page, pages, request):
    return with_featured(pages) if isinstance(parent_page, GalleryPage) else pages


@hooks.register("register_page_listing_more_buttons")
def feature_in_row(page, user, next_url=None):
    if isinstance(page, ImagePage) and FeaturePictures.is_offered_to(user):
        action = UnfeaturePictures if getattr(page, "is_featured", False) else FeaturePictures
        url = reverse("wagtail_bulk_action", args=["gallery", "imagepage", action.action_type])
        url = set_query_params(url, {"id": page.pk, "next": next_url})
        yield Button(action.display_name, url, icon_name="home", priority=53)


@hooks.register("register_admin_urls")
def guide_url():
    return [path("guide/", GuideView.as_view(), name="editors_guide")]


@hooks.register("register_help_menu_item")
def guide_menu_item():
    return MenuItem(GuideView.page_title, reverse("editors_guide"), icon_name="help", order=100)
