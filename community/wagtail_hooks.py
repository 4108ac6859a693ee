from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import EditPageItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy
from wagtail_modeladmin.options import modeladmin_register

from activity.wagtail_hooks import ActionsMenuItem
from gallery.admin.reports import ReportMenuItem
from gallery.models import GalleryImage, ImagePage
from web.log_reasons import WithReason

from .admin.activity_report import ActiveMembersReport
from .admin.bulk_members import ACTIONS
from .admin.images_api import EditorsImagesAPI
from .admin.lists import CommunityGroup
from .admin.members import avatar_url
from .admin.pictures import PictureViewSet, StatisticsView
from .admin.reports import MostBookmarkedReport, MostLikedReport
from .admin.userbar import LinkItem
from .photos import IMAGES_POLICY
from .suspension import REINSTATED, SUSPENDED

# For the exact class, as Wagtail registers its own policy of images too, maybe later.
register_permission_policy(GalleryImage, IMAGES_POLICY, exact_class=True)
modeladmin_register(CommunityGroup)
hooks.register("get_avatar_url", avatar_url)
for action in ACTIONS:
    hooks.register("register_bulk_action", action, order=1)  # after Wagtail's, whose places they take


@hooks.register("construct_admin_api", order=1)
def images_api(router):
    """In the place of Wagtail's, which is registered before."""
    router.register_endpoint("images", EditorsImagesAPI)


@hooks.register("register_admin_viewset")
def reaction_viewsets():
    return CommunityGroup.viewsets


@hooks.register("register_log_actions")
def log_actions(actions):
    @actions.register_action(SUSPENDED)
    class SuspendedFormatter(WithReason):
        label = _("Suspend")
        message = _("Suspended: %(reason)s")

    @actions.register_action(REINSTATED)
    class ReinstatedFormatter(WithReason):
        label = _("Reinstate")
        message = _("Reinstated: %(reason)s")


@hooks.register("register_icons")
def icons(names):
    return [*names, "icons/chart.svg"]


@hooks.register("register_admin_viewset")
def pictures():
    return PictureViewSet()


@hooks.register("register_admin_urls")
def statistics_url():
    return [path("pictures/<int:page_id>/statistics/", StatisticsView.as_view(), name="picture_statistics")]


@hooks.register("register_page_listing_more_buttons")
def statistics_in_row(page, user, next_url=None):
    if isinstance(page, ImagePage) and page.permissions_for_user(user).can_edit():
        yield Button(_("Statistics"), reverse("picture_statistics", args=[page.pk]), icon_name="chart", priority=51)


REPORTS: dict[str, tuple] = {
    "most-liked": (MostLikedReport, ReportMenuItem, 601),
    "most-bookmarked": (MostBookmarkedReport, ReportMenuItem, 602),
    "active-members": (ActiveMembersReport, ActionsMenuItem, 1001),
}


@hooks.register("register_admin_urls")
def report_urls():
    for name, (report, _item, _order) in REPORTS.items():
        yield path(f"reports/{name}/", report.as_view(), name=report.index_url_name)
        results = report.as_view(results_only=True)
        yield path(f"reports/{name}/results/", results, name=report.index_results_url_name)


def register_menu_item(report, item, order):
    def menu_item():
        return item(report.page_title, reverse(report.index_url_name), icon_name=report.header_icon, order=order)

    hooks.register("register_reports_menu_item", menu_item)


for each in REPORTS.values():
    register_menu_item(*each)


@hooks.register("construct_wagtail_userbar")
def picture_items(request, items, page):
    """On a picture's page: how it does, and who liked it, beside Wagtail's link to the editor."""
    if isinstance(page, ImagePage) and page.pk and not getattr(request, "is_preview", False):
        statistics = reverse("picture_statistics", args=[page.pk])
        place = 1 + max((n for n, item in enumerate(items) if isinstance(item, EditPageItem)), default=-1)
        items[place:place] = [
            LinkItem(page, _("Statistics"), statistics, "chart"),
            LinkItem(page, _("Who likes it"), f"{statistics}#likes", "group"),
        ]
