from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.utils import set_query_params
from wagtail.admin.widgets.button import Button

from web.log_reasons import WithReason

from .admin.adding.checks import check_alt_text
from .admin.adding.pages import publish_first
from .admin.adding.views import AddedPicturesView, AddPicturesView
from .admin.albums import AlbumViewSet
from .admin.bulk_actions import WAGTAILS
from .admin.bulk_changes import OURS
from .admin.exclusions import RankingExclusionView, may_exclude
from .admin.missing_report import MissingReport
from .admin.removals import delete_later, delete_selected_later
from .admin.reports import MostViewedReport, RankingExclusionsReport, ReportMenuItem
from .models import ImagePage, RankingExclusion
from .popularity.exclusions import EXCLUDED, REINSTATED
from .popularity.visits import count_views

hooks.register("on_serve_page", count_views)
hooks.register("before_delete_page", delete_later)
hooks.register("before_bulk_action", delete_selected_later)
hooks.register("construct_wagtail_userbar", check_alt_text)
hooks.register("construct_page_action_menu", publish_first)
hooks.register("register_admin_viewset", AlbumViewSet)
for action in [*OURS, *WAGTAILS]:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_urls")
def admin_urls():
    most_viewed, exclusions = MostViewedReport.as_view, RankingExclusionsReport.as_view
    missing = MissingReport.as_view
    return [
        path("pictures/add/<int:album_id>/", AddPicturesView.as_view(), name="add_pictures"),
        path("pictures/added/<int:album_id>/", AddedPicturesView.as_view(), name="added_pictures"),
        path("ranking/<int:page_id>/", RankingExclusionView.as_view(), name="ranking_exclusion"),
        path("reports/most-viewed/", most_viewed(), name="most_viewed_report"),
        path("reports/most-viewed/results/", most_viewed(results_only=True), name="most_viewed_report_results"),
        path("reports/missing/", missing(), name="missing_report"),
        path("reports/missing/results/", missing(results_only=True), name="missing_report_results"),
        path("reports/ranking-exclusions/", exclusions(), name="ranking_exclusions_report"),
        path(
            "reports/ranking-exclusions/results/",
            exclusions(results_only=True),
            name="ranking_exclusions_report_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def most_viewed_menu_item():
    return ReportMenuItem(_("Most viewed"), reverse("most_viewed_report"), icon_name="view", order=600)


@hooks.register("register_reports_menu_item")
def exclusions_menu_item():
    url = reverse("ranking_exclusions_report")
    return ReportMenuItem(_("Excluded from the ranking"), url, icon_name="view", order=610)


@hooks.register("register_reports_menu_item")
def missing_menu_item():
    return ReportMenuItem(MissingReport.page_title, reverse("missing_report"), icon_name="warning", order=620)


@hooks.register("register_page_header_buttons")
def exclusion_button(page, user, view_name, next_url=None):
    """In the menu of a picture's page, where the words say what it is now."""
    if page.specific_class is not ImagePage or not may_exclude(user, page):
        return
    excluded = RankingExclusion.objects.filter(pk=page.pk).exists()
    yield Button(label_of(excluded), reverse("ranking_exclusion", args=[page.pk]), icon_name="view", priority=66)


@hooks.register("register_page_listing_more_buttons")
def exclusion_in_row(page, user, next_url=None):
    """The listing has loaded which are excluded."""
    if isinstance(page, ImagePage) and may_exclude(user, page):
        url = set_query_params(reverse("ranking_exclusion", args=[page.pk]), {"next": next_url})
        yield Button(label_of(hasattr(page, "ranking_exclusion")), url, icon_name="view", priority=52)


def label_of(excluded):
    return _("Reinstate in the ranking") if excluded else _("Exclude from the ranking")


@hooks.register("register_log_actions")
def log_actions(actions):
    @actions.register_action(EXCLUDED)
    class ExcludedFormatter(WithReason):
        label = gettext_lazy("Exclude from the ranking")
        message = gettext_lazy("Excluded from the ranking: %(reason)s")

    @actions.register_action(REINSTATED)
    class ReinstatedFormatter(WithReason):
        label = gettext_lazy("Reinstate in the ranking")
        message = gettext_lazy("Reinstated in the ranking: %(reason)s")
