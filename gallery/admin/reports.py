"""Two reports on the ranking: how each row came to be there, and what is not there by an editor's wish."""

from functools import cached_property

import django_filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn, UserColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from gallery.models import Heartbeat, ImagePage, RankingExclusion
from gallery.popularity.explanation import explain, is_editor
from gallery.popularity.periods import Period
from gallery.popularity.ranking import PLACES, Ranking, ranked_places, with_pictures
from gallery.popularity.skip_reasons import SkipReason
from gallery.visibility import Viewer
from web.export_safety import SAFE_CELLS


class EditorsReport(ReportView):
    any_permission_required = ["add", "change", "publish"]
    custom_value_preprocess = ReportView.custom_value_preprocess | SAFE_CELLS

    @cached_property
    def permission_policy(self):
        return policy_registry.get_by_type(Page)


class ReportMenuItem(MenuItem):
    def is_shown(self, request):
        return is_editor(request.user)


class PeriodFilterSet(WagtailFilterSet):
    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=lambda: Period.choices,
        empty_label=None,
        initial=Period.WEEK,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ImagePage
        fields = []


def _edit_url(row):
    return reverse("wagtailadmin_pages:edit", args=[row.pk])


class MostViewedReport(EditorsReport):
    """The ranking as this editor may see it. `?period=`, 7 days where nothing else is said."""

    page_title = _("Most viewed")
    header_icon = "view"
    index_url_name = "most_viewed_report"
    index_results_url_name = "most_viewed_report_results"
    results_template_name = "gallery/admin/most_viewed_results.html"
    filterset_class = PeriodFilterSet
    export_filename = "most-viewed"
    columns = [
        NumberColumn("rank", label=_("Place")),
        TitleColumn("picture", label=_("Picture"), get_url=_edit_url, width="25%"),
        NumberColumn("views", label=_("Views counted")),
        *(
            Column(f"skipped_{reason}", label=reason.label, accessor=f"explanation.skips.{reason}")
            for reason in SkipReason
        ),
        NumberColumn("likes", label=_("Likes"), accessor="explanation.likes"),
        Column("tie_break", label=_("Tie-break"), accessor="explanation.tie_break", width="20%"),
    ]

    export_headings = {column.accessor: column.label for column in columns}
    list_export = list(export_headings)

    def get_filterset_kwargs(self):
        asked = self.request.GET.copy()
        asked.setdefault("period", Period.WEEK)  # so that the filter shows what is shown
        return {**super().get_filterset_kwargs(), "data": asked}

    @cached_property
    def period(self):
        chosen = self.filters.form.cleaned_data.get("period") if self.filters.is_valid() else None
        return Period(chosen or Period.WEEK)

    def get_page_subtitle(self):
        return self.period.label

    @cached_property
    def ranking(self):
        return ranked_places(Viewer.of(self.request), self.period, PLACES)

    def get_filtered_queryset(self):
        return self.ranking.places

    def explained(self, places):
        rows = with_pictures(Viewer.of(self.request), places)
        return explain(Ranking(rows, self.ranking.places, self.ranking.from_database), self.period).rows

    def get_table(self, object_list):
        return super().get_table([] if self.is_export else self.explained(object_list))

    def decorate_paginated_queryset(self, object_list):
        return self.explained(object_list) if self.is_export else object_list

    def get_context_data(self, **kwargs):
        durable_until = Heartbeat.objects.last().get(Heartbeat.Name.FLUSH)
        context = super().get_context_data(period=self.period, durable_until=durable_until, **kwargs)
        return {**context, "from_database": self.ranking.from_database, "is_editor": True}


class RankingExclusionsReport(EditorsReport):
    page_title = _("Excluded from the ranking")
    header_icon = "view"
    model = RankingExclusion
    index_url_name = "ranking_exclusions_report"
    index_results_url_name = "ranking_exclusions_report_results"
    export_filename = "excluded-from-the-ranking"
    default_ordering = "-created"
    columns = [
        TitleColumn("page", label=_("Picture"), url_name="ranking_exclusion"),
        Column("reason", label=_("Reason")),
        UserColumn("editor", label=_("Editor")),
        DateColumn("created", label=_("Since")),
    ]
    list_export = ["page", "reason", "editor", "created"]

    def get_base_queryset(self):
        mine = self.permission_policy.instances_user_has_permission_for(self.request.user, "publish")
        excluded = RankingExclusion.objects.filter(page__in=mine.values("pk")).select_related("page", "editor")
        return excluded.order_by("-created", "-pk")
