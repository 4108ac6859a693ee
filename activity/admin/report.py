"""How much is done of what, day by day."""

from datetime import timedelta

import django_filters
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView

from activity.models import Action
from activity.verbs import Verb
from web.charts import DailyChart, days_between

DAYS = 30  # shown unless the filter asks for others


class DaysFilterSet(WagtailFilterSet):
    created = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = Action
        fields = ["created"]


class ActionsReportView(ReportView):
    model = Action
    any_permission_required = ["view"]
    page_title = _("Actions by day")
    header_icon = "history"
    index_url_name = "actions_report"
    index_results_url_name = "actions_report_results"
    results_template_name = "activity/admin/report_results.html"
    filterset_class = DaysFilterSet
    columns = [
        Column("day", label=_("Day")),
        Column("verb", label=_("What"), accessor=lambda row: Verb(row["verb"]).label),
        NumberColumn("number", label=_("Number")),
    ]
    list_export = ["day", "verb", "number"]
    export_headings = {"day": _("Day"), "verb": _("What"), "number": _("Number")}
    export_filename = "actions-by-day"

    def get_filtered_queryset(self):
        actions = self.filter_queryset(Action.objects.for_editors())
        self.is_asked = any(self.request.GET.get(name) for name in ("created_from", "created_to"))
        if not self.is_asked:
            actions = actions.filter(created__gte=timezone.now() - timedelta(days=DAYS))
        self.days = actions.order_by().annotate(day=TruncDate("created")).values("day")
        return self.days.values("day", "verb").annotate(number=Count("pk")).order_by("-day", "verb")

    def get_context_data(self, **kwargs):
        context, chart = super().get_context_data(**kwargs), self.get_chart()
        return {**context, "chart": chart, "media": context["media"] + chart.media}

    def get_chart(self):
        """Of the last DAYS; where the filter asks for others, from the first with an action to the last."""
        numbers = {row["day"]: row["number"] for row in self.days.annotate(number=Count("pk"))}
        today = timezone.localdate()
        first, last = min(numbers, default=today), max(numbers, default=today)
        if not self.is_asked:
            first, last = min(first, today - timedelta(days=DAYS - 1)), today
        return DailyChart(_("Actions by day"), numbers, days_between(first, last))
