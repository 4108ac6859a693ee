"""Panels of Wagtail's dashboard."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from gallery.admin.missing import Missing, number_missing
from gallery.popularity.explanation import is_editor
from gallery.popularity.movement import rising
from web.big_lists import LONGEST
from web.charts import DailyChart
from web.counted import counted_lately

from .figures import figures, last_days

RISERS = 5


class DeskPanel(Component):
    """For those who look after pages."""

    class Media:
        css = {"all": ["css/admin/desk.css", "css/admin/thumbnail.css"]}

    def render_html(self, parent_context=None):
        return super().render_html(parent_context) if is_editor(parent_context["request"].user) else ""


class FiguresPanel(DeskPanel):
    name, order = "figures", 120
    template_name = "home/admin/figures_panel.html"

    @property
    def media(self):
        return super().media + DailyChart("", {}, []).media

    @cached_property
    def figures(self):
        return figures()

    def get_context_data(self, parent_context=None):
        views = dict(zip(last_days(), self.figures[0].days, strict=True))
        return {"figures": self.figures, "chart": DailyChart(_("Views by day"), views, last_days())}


class RisingPanel(DeskPanel):
    name, order = "rising", 130
    template_name = "home/admin/rising_panel.html"

    def get_context_data(self, parent_context=None):
        return {"risers": rising(parent_context["request"], RISERS)}


class ToDoPanel(DeskPanel):
    """What waits and what pictures lack, each with a link to the list of it."""

    name, order = "to-do", 140
    template_name = "home/admin/to_do_panel.html"
    sentences = {
        Missing.ALT_TEXT: gettext_lazy("Pictures without alt text"),
        Missing.CREDIT: gettext_lazy("Pictures without credit"),
        Missing.LICENCE: gettext_lazy("Pictures without a licence"),
    }

    def get_context_data(self, parent_context=None):
        user = parent_context["request"].user
        report, missing = reverse("missing_report"), missing_numbers(user)
        reviews = f"{reverse('wagtailadmin_reports:workflow_tasks')}?reviewable=true"
        items: list[tuple[Any, int, str]] = [(_("Waiting for your review"), waiting_for_review(user), reviews)]
        items += [(said, missing[what], f"{report}?missing={what}") for what, said in self.sentences.items()]
        return {"items": [item for item in items if item[1]], "longest": LONGEST}


def waiting_for_review(user: Any) -> int:
    return TaskState.objects.reviewable_by(user).order_by()[:LONGEST].count()


def missing_numbers(user: Any) -> dict[str, int]:
    """Of the pictures that this user may change; counted once in minutes."""
    return counted_lately(f"missing:{user.pk}", lambda: {what.value: number_missing(user, what) for what in Missing})
