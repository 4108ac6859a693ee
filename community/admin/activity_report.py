"""Which members do most."""

from dataclasses import dataclass, replace

import django_filters
from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from activity.models import Action
from activity.verbs import Verb
from community.models import Member
from gallery.admin.filters import PeriodReport
from gallery.popularity.periods import Period, today
from web.counted import counted_lately
from web.export_safety import SAFE_CELLS

from .reports import PLACES, start_of

PERIODS = [period for period in Period if period.number_of_days]  # all time would be all actions there are


class ActivityFilterSet(WagtailFilterSet):
    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=lambda: [(period.value, period.label) for period in PERIODS],
        empty_label=None,
        initial=Period.WEEK,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Action
        fields = []


@dataclass(frozen=True)
class Active:
    pk: int
    actions: int
    likes: int
    follows: int
    member: Member | None = None


def most_active(period):
    """The PLACES members with the most actions, without bookmarks. Counted once in minutes."""
    return counted_lately(f"active:{period}:{today()}", lambda: list(count_actions(period)))


def count_actions(period):
    actions = Action.objects.for_editors().filter(created__gte=start_of(period)).order_by().values_list("actor")
    likes, follows = (Count("pk", filter=Q(verb=verb)) for verb in (Verb.LIKED, Verb.FOLLOWED))
    counted = actions.annotate(actions=Count("pk"), likes=likes, follows=follows)
    return counted.order_by("-actions", "-actor")[:PLACES]


class ActiveMembersReport(PeriodReport):
    model = Action
    any_permission_required = ["view"]
    filterset_class = ActivityFilterSet
    page_title = _("Most active members")
    header_icon = "user"
    index_url_name = "active_members_report"
    index_results_url_name = "active_members_report_results"
    export_filename = "most-active-members"
    custom_value_preprocess = ReportView.custom_value_preprocess | SAFE_CELLS
    columns = [
        TitleColumn("member", label=_("Member"), get_url=lambda row: row.member.get_absolute_url()),
        NumberColumn("actions", label=_("Actions")),
        NumberColumn("likes", label=_("Likes")),
        NumberColumn("follows", label=_("Follows")),
        DateColumn("joined", label=_("Joined"), accessor="member.date_joined"),
    ]
    export_headings = {
        "member": _("Member"),
        "member.username": _("Username"),
        "actions": _("Actions"),
        "likes": _("Likes"),
        "follows": _("Follows"),
        "member.date_joined": _("Joined"),
    }
    list_export = list(export_headings)

    def get_filtered_queryset(self):
        return [Active(*counted) for counted in most_active(self.period)]

    def completed(self, rows):
        members = Member.objects.in_bulk([row.pk for row in rows])
        return [replace(row, member=members[row.pk]) for row in rows if row.pk in members]
