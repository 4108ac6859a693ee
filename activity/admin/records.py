"""The record of actions, as editors read it."""

import django_filters
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import InspectView
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from activity import targets, verbs
from activity.models import Action
from web.big_lists import BoundedPaginator, ids_of_named
from web.chunks import ChunkedQuerySet
from web.export_safety import SAFE_CELLS


class ActionFilterSet(WagtailFilterSet):
    verb = django_filters.MultipleChoiceFilter(
        label=_("What"), choices=verbs.choices_for_editors, widget=CheckboxSelectMultiple
    )
    actor = django_filters.CharFilter(label=_("Who, by username"), field_name="actor__username", lookup_expr="iexact")
    created = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = Action
        fields = ["verb", "actor", "created"]


class TargetColumn(Column):
    cell_template_name = "activity/admin/target_cell.html"


class RecordView(IndexView):
    """Without checkboxes: nothing can be done to an action."""

    is_searchable = True
    paginator_class = BoundedPaginator
    list_export = ["actor.username", "get_verb_display", "target", "kind", "target_id", "created"]
    export_headings = {
        "actor.username": _("Who"),
        "get_verb_display": _("What"),
        "target": _("To what"),
        "kind": _("Kind"),
        "target_id": _("Number"),
        "created": _("When"),
    }
    custom_value_preprocess = IndexView.custom_value_preprocess | SAFE_CELLS

    @cached_property
    def columns(self):
        return [
            TitleColumn("actor", label=_("Who"), get_url=self.get_inspect_url),
            Column("get_verb_display", label=_("What"), sort_key="verb"),
            TargetColumn("target", label=_("To what")),
            DateColumn("created", label=_("When"), sort_key="created"),
        ]

    def get_base_queryset(self):
        return Action.objects.for_editors().select_related("actor", "target_ct").prefetch_related("target")

    def search_queryset(self, queryset):
        return queryset.filter(names_contain(self.search_query)) if self.is_searching else queryset

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(ChunkedQuerySet(queryset), spreadsheet_format)


def names_contain(text: str) -> Q:
    """Matches actions whose actor or target has the text in its name."""
    found = Q(actor__in=ids_of_named(get_user_model(), ["username"], text))
    for model, content_type in targets.content_types().items():
        ids = ids_of_named(model, [getattr(model, "USERNAME_FIELD", "title")], text)
        found |= Q(target_ct=content_type, target_id__in=ids)
    return found


class ActionInspectView(InspectView):
    def get_object(self, queryset=None):
        return get_object_or_404(Action.objects.for_editors(), pk=unquote(str(self.pk)))

    def get_target_display_value(self):
        target = self.object.target
        if target is None:
            return None
        return format_html('<a href="{}">{}</a>', target.get_absolute_url(), target)

    def get_actor_display_value(self):
        """With the username, as several members may have the same display name."""
        actor = self.object.actor
        return f"{actor} ({actor.username})" if str(actor) != actor.username else actor.username


class ActionViewSet(SnippetViewSet):
    model = Action
    icon = "history"
    menu_label = _("Actions")
    menu_order = 310
    add_to_admin_menu = True
    index_view_class = RecordView
    inspect_view_class = ActionInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["actor", "verb", "target", "created"]
    copy_view_enabled = False
    export_filename = "actions"
    filterset_class = ActionFilterSet
    ordering = "-pk"
    list_per_page = 50

    def register_chooser_viewset(self):
        """None: nothing refers to an action, and Wagtail's chooser shows all of them to whoever may open the admin."""
