"""How much is done of what, day by day."""

from collections import Counter
from datetime import datetime, time, timedelta

import django_filters
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView

from activity.models import Action
from activity.verbs import Verb
from web.charts import DailyChart, days_between
from web.counted import counted_lately

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
        """[{"day", "verb", "number"}], the last day first; counted once in minutes."""
        asked = self.asked
        key = f"{self.first_shown}:{asked and asked.start}:{asked and asked.stop}".replace(" ", "T")
        self.rows = counted_lately(f"actions:{key}", self.count)
        return self.rows

    @cached_property
    def asked(self):
        """A slice of times; None where the filter asks for none."""
        return self.filters.form.cleaned_data.get("created") if self.filters.is_valid() else None

    @cached_property
    def first_shown(self):
        """The first of the last DAYS; None where the filter asks for others."""
        return None if self.asked else timezone.localdate() - timedelta(days=DAYS - 1)

    def count(self):
        actions = self.filter_queryset(Action.objects.for_editors())
        if self.first_shown:
            since = timezone.make_aware(datetime.combine(self.first_shown, time()))  # created__date knows no index
            actions = actions.filter(created__gte=since)
        days = actions.order_by().annotate(day=TruncDate("created")).values("day", "verb")
        return list(days.annotate(number=Count("pk")).order_by("-day", "verb"))

    def get_context_data(self, **kwargs):
        context, chart = super().get_context_data(**kwargs), self.get_chart()
        return {**context, "chart": chart, "media": context["media"] + chart.media}

    def get_chart(self):
        """Of the last DAYS; where the filter asks for others, from the first with an action to the last."""
        numbers = Counter()
        for row in self.rows:
            numbers[row["day"]] += row["number"]
        today = timezone.localdate()
        first, last = min(numbers, default=today), max(numbers, default=today)
        if self.first_shown:
            first, last = self.first_shown, today
        return DailyChart(_("Actions by day"), numbers, days_between(first, last))
