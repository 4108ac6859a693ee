"""Two reports on the ranking: how each row came to be there, and what is not there by an editor's wish."""

from functools import cached_property
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, MultipleUserFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn, UserColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import multigetattr
from wagtail.models import Page
from wagtail.permissions import policy_registry

from gallery.models import GalleryPage, Heartbeat, ImagePage, RankingExclusion
from gallery.popularity.explanation import explain, is_editor
from gallery.popularity.ranking import PLACES, Ranking, ranked_places, with_pictures
from gallery.popularity.skip_reasons import SkipReason
from gallery.visibility import Viewer
from web.export_safety import SAFE_CELLS

from .filters import PeriodReport
from .squares import SquareColumn

# Columns of exports: many pictures may have one title.
WHERE: dict[str, Any] = {"album": _("Album"), "address": _("Address")}


class EditorsReport(ReportView):
    """On pictures; a row is one, or has it as its `picture`."""

    picture = ""
    any_permission_required = ["add", "change", "publish"]
    custom_value_preprocess = ReportView.custom_value_preprocess | SAFE_CELLS

    @cached_property
    def permission_policy(self):
        return policy_registry.get_by_type(Page)

    @cached_property
    def titles_of_albums(self):
        return dict(GalleryPage.objects.order_by().values_list("path", "title"))

    def to_row_dict(self, item):
        picture = getattr(item, self.picture) if self.picture else item
        album = self.titles_of_albums.get(picture.path[: -ImagePage.steplen], "")
        where = {"album": album, "address": picture.get_full_url(self.request)}
        return {name: where[name] if name in where else multigetattr(item, name) for name in self.list_export}


class ReportMenuItem(MenuItem):
    def is_shown(self, request):
        return is_editor(request.user)


def _edit_url(row):
    return reverse("wagtailadmin_pages:edit", args=[row.pk])


class MostViewedReport(PeriodReport, EditorsReport):
    """The ranking as this editor may see it; of an album the places that its pictures have in the whole."""

    page_title = _("Most viewed")
    header_icon = "view"
    index_url_name = "most_viewed_report"
    index_results_url_name = "most_viewed_report_results"
    results_template_name = "gallery/admin/most_viewed_results.html"
    picture = "picture"
    export_filename = "most-viewed"
    columns = [
        NumberColumn("rank", label=_("Place")),
        SquareColumn("picture.image"),
        TitleColumn("picture", label=_("Picture"), get_url=_edit_url),
        NumberColumn("views", label=_("Views counted")),
        Column("not_counted", label=_("Not counted"), accessor="explanation.not_counted"),
        NumberColumn("likes", label=_("Likes"), accessor="explanation.likes"),
        Column("tie_break", label=_("Equal views"), accessor="explanation.tie_break", classname="report-detail"),
    ]

    # By reason, for which a table has no room.
    export_headings = {
        "rank": _("Place"),
        "picture": _("Picture"),
        "views": _("Views counted"),
        **{f"explanation.skips.{reason}": reason.label for reason in SkipReason},
        "explanation.likes": _("Likes"),
        "explanation.tie_break": _("Equal views"),
        **WHERE,
    }
    list_export = list(export_headings)

    @cached_property
    def ranking(self):
        return ranked_places(Viewer.of(self.request), self.period, PLACES)

    def get_filtered_queryset(self):
        places, album = self.ranking.places, self.chosen("album")
        if not album:
            return places
        inside = ImagePage.objects.filter(pk__in=[row.pk for row in places], path__startswith=album.path)
        found = set(inside.values_list("pk", flat=True))
        return [row for row in places if row.pk in found]

    def completed(self, places):
        rows = with_pictures(Viewer.of(self.request), places)
        return explain(Ranking(rows, self.ranking.places, self.ranking.from_database), self.period).rows

    def get_context_data(self, **kwargs):
        durable_until = Heartbeat.objects.last().get(Heartbeat.Name.FLUSH)
        context = super().get_context_data(period=self.period, durable_until=durable_until, **kwargs)
        return {**context, "from_database": self.ranking.from_database, "is_editor": True}


def excluding_editors(request):
    editors = RankingExclusion.objects.order_by().values("editor")
    return get_user_model().objects.filter(pk__in=editors).order_by("username")


class ExclusionFilterSet(WagtailFilterSet):
    editor = MultipleUserFilter(label=_("Editor"), queryset=excluding_editors, widget=CheckboxSelectMultiple)
    created = django_filters.DateFromToRangeFilter(label=_("Since"), widget=DateRangePickerWidget)

    class Meta:
        model = RankingExclusion
        fields = ["editor", "created"]


class RankingExclusionsReport(EditorsReport):
    page_title = _("Excluded from the ranking")
    header_icon = "view"
    model = RankingExclusion
    picture = "page"
    index_url_name = "ranking_exclusions_report"
    index_results_url_name = "ranking_exclusions_report_results"
    filterset_class = ExclusionFilterSet
    export_filename = "excluded-from-the-ranking"
    default_ordering = "-created"
    columns = [
        TitleColumn("page", label=_("Picture"), url_name="ranking_exclusion"),
        Column("reason", label=_("Reason")),
        UserColumn("editor", label=_("Editor")),
        DateColumn("created", label=_("Since")),
    ]
    list_export = ["page", "reason", "editor", "created", *WHERE]
    export_headings = WHERE

    def get_base_queryset(self):
        mine = self.permission_policy.instances_user_has_permission_for(self.request.user, "publish")
        excluded = RankingExclusion.objects.filter(page__in=mine.values("pk")).select_related("page", "editor")
        return excluded.order_by("-created", "-pk")
