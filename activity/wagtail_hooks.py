from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .admin.permissions import ViewOnlyPolicy
from .admin.records import ActionViewSet
from .admin.report import ActionsReportView
from .models import Action

POLICY = ViewOnlyPolicy(Action)
register_permission_policy(Action, POLICY)  # first, or register_snippet would register a policy that allows more
register_snippet(ActionViewSet)


class ActionsMenuItem(MenuItem):
    def is_shown(self, request):
        return POLICY.user_has_permission(request.user, "view")


@hooks.register("register_reports_menu_item")
def actions_menu_item():
    return ActionsMenuItem(
        _("Actions by day"), reverse("actions_report"), name="actions", icon_name="history", order=1000
    )


@hooks.register("register_admin_urls")
def actions_report():
    return [
        path("reports/actions/", ActionsReportView.as_view(), name="actions_report"),
        path("reports/actions/results/", ActionsReportView.as_view(results_only=True), name="actions_report_results"),
    ]
