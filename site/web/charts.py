"""Charts of the admin: a bar for each day, as SVG from the server, with a scale; in words and in a table too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

LONGEST = 366  # days: of a longer time the last ones are shown
STEPS = (2, 4, 6, 8, 10)  # so that half of the scale is a whole number too


def top_of_scale(most: int) -> int:
    """The round number at the top of a scale that reaches to `most`: 2, 4, 6, 8, 10, 20, 40 …"""
    power = 1
    while most > STEPS[-1] * power:
        power *= 10
    return next(step * power for step in STEPS if most <= step * power)


def days_between(first: date, last: date) -> list[date]:
    """Oldest first, both included, the last LONGEST of them."""
    first = max(first, last - timedelta(days=LONGEST - 1))
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


@dataclass(frozen=True)
class Bar:
    day: date
    number: int
    height: float  # per cent of the scale
    is_published: bool
    is_edited: bool


@dataclass
class DailyChart(Component):
    """`title` says what is counted: "Views by day". The days `published` and `edited` are marked below the bars."""

    title: str
    numbers: Mapping[date, int]
    days: list[date]
    published: Iterable[date] = field(default_factory=frozenset)
    edited: Iterable[date] = field(default_factory=frozenset)

    template_name = "web/daily_chart.html"

    class Media:
        css = {"all": ["css/admin/daily-chart.css"]}

    @property
    def counted(self) -> list[int]:
        return [self.numbers.get(day, 0) for day in self.days]

    @property
    def top(self) -> int:
        return top_of_scale(max(self.counted, default=0))

    @property
    def bars(self) -> list[Bar]:
        published, edited = set(self.published), set(self.edited)
        return [
            Bar(day, number, round(100 * number / self.top, 2), day in published, day in edited)
            for day, number in zip(self.days, self.counted, strict=True)
        ]

    @property
    def sentence(self) -> str:
        """All of it in words, for those who cannot see it."""
        if not self.days:
            return _("%(title)s: no days") % {"title": self.title}
        said = [
            _("%(title)s, %(first)s to %(last)s: %(sum)s in all, %(most)s on the best day, %(best)s.")
            % {
                "title": self.title,
                "first": date_format(self.days[0]),
                "last": date_format(self.days[-1]),
                "sum": number_format(sum(self.counted), force_grouping=True),
                "most": number_format(max(self.counted), force_grouping=True),
                "best": date_format(self.days[self.counted.index(max(self.counted))]),
            }
        ]
        for sentence, marked in ((_("Published: %(days)s."), self.published), (_("Edited: %(days)s."), self.edited)):
            if shown := sorted(set(marked) & set(self.days)):
                said.append(sentence % {"days": ", ".join(date_format(day) for day in shown)})
        return " ".join(said)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        bars = self.bars
        return {
            "title": self.title,
            "bars": bars,
            "width": len(bars),
            "top": self.top,
            "half": self.top // 2,
            "sentence": self.sentence,
            "has_published": any(bar.is_published for bar in bars),
            "has_edited": any(bar.is_edited for bar in bars),
        }
