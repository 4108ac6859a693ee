from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from .admin.leave_outs import LeaveOutView, may_leave_out
from .admin.reports import LeaveOutsReport, MostViewedReport, ReportMenuItem
from .leave_outs import LEFT_OUT, PUT_BACK
from .models import ImagePage, LeaveOut


@hooks.register("register_admin_urls")
def ranking_urls():
    most_viewed, leave_outs = MostViewedReport.as_view, LeaveOutsReport.as_view
    return [
        path("ranking/<int:page_id>/", LeaveOutView.as_view(), name="leave_out_of_ranking"),
        path("reports/most-viewed/", most_viewed(), name="most_viewed_report"),
        path("reports/most-viewed/results/", most_viewed(results_only=True), name="most_viewed_report_results"),
        path("reports/left-out/", leave_outs(), name="leave_outs_report"),
        path("reports/left-out/results/", leave_outs(results_only=True), name="leave_outs_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def most_viewed_menu_item():
    return ReportMenuItem(_("Most viewed"), reverse("most_viewed_report"), icon_name="view", order=600)


@hooks.register("register_reports_menu_item")
def leave_outs_menu_item():
    return ReportMenuItem(_("Left out of the ranking"), reverse("leave_outs_report"), icon_name="view", order=610)


@hooks.register("register_page_header_buttons")
def leave_out_button(page, user, view_name, next_url=None):
    """In the menu of a picture's page, where the words say what it is now."""
    if page.specific_class is not ImagePage or not may_leave_out(user, page):
        return
    left_out = LeaveOut.objects.filter(pk=page.pk).exists()
    label = _("Put back into the ranking") if left_out else _("Leave out of the ranking")
    yield Button(label, reverse("leave_out_of_ranking", args=[page.pk]), icon_name="view", priority=66)


class WithReason(LogFormatter):
    """The reason is in the message, as the site's history shows no comments."""

    def format_message(self, log_entry):
        return self.message % {"reason": log_entry.data.get("reason", "")}


@hooks.register("register_log_actions")
def log_actions(actions):
    @actions.register_action(LEFT_OUT)
    class LeftOutFormatter(WithReason):
        label = gettext_lazy("Leave out of the ranking")
        message = gettext_lazy("Left out of the ranking: %(reason)s")

    @actions.register_action(PUT_BACK)
    class PutBackFormatter(WithReason):
        label = gettext_lazy("Put back into the ranking")
        message = gettext_lazy("Put back into the ranking: %(reason)s")
