"""How much was seen and done, today and this week, beside the week before. Counted once in minutes, for all editors.

All days are UTC days, as those of the views are.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.models import Bookmark, Like, Member
from gallery.models import DailyViews
from gallery.popularity.periods import days_until, today
from web.counted import counted_lately

WEEK = 7
LABELS = {"views": _("Views"), "likes": _("Likes"), "bookmarks": _("Bookmarks"), "members": _("New members")}


@dataclass(frozen=True)
class Figure:
    """`days`: how many on each of `last_days()`."""

    label: str | Promise
    days: tuple[int, ...]

    @property
    def today(self) -> int:
        return self.days[-1]

    @property
    def a_week_ago(self) -> int:
        return self.days[-1 - WEEK]

    @property
    def week(self) -> int:
        return sum(self.days[-WEEK:])

    @property
    def week_before(self) -> int:
        return sum(self.days[:-WEEK])

    @property
    def change(self) -> str:
        """Of the week: "+12 %"; a dash where there was nothing before."""
        if not self.week_before:
            return "–"
        change = round(100 * (self.week - self.week_before) / self.week_before)
        sign = "+" if change > 0 else "−" if change < 0 else ""
        return f"{sign}{number_format(abs(change), force_grouping=True)} %"


def figures() -> list[Figure]:
    """Of views, likes, bookmarks and new members."""
    counted = counted_lately(f"figures:{today()}", count_all)
    return [Figure(label, counted[name]) for name, label in LABELS.items()]


def last_days() -> list[date]:
    """Two weeks, the oldest first."""
    return days_until(today(), 2 * WEEK)[::-1]


def count_all() -> dict[str, tuple[int, ...]]:
    days = last_days()
    views = DailyViews.objects.filter(day__gte=days[0]).order_by().values_list("day").annotate(sum=Sum("views"))
    counted = {
        "views": dict(views),
        "likes": count_by_day(Like.objects.all(), "created", days[0]),
        "bookmarks": count_by_day(Bookmark.objects.all(), "created", days[0]),
        "members": count_by_day(Member.objects.all(), "date_joined", days[0]),
    }
    return {name: tuple(numbers.get(day, 0) for day in days) for name, numbers in counted.items()}


def count_by_day(rows: QuerySet, field: str, first: date) -> dict[date, int]:
    since = datetime.combine(first, time(), UTC)
    days = rows.filter(**{f"{field}__gte": since}).order_by().annotate(on=TruncDate(field, tzinfo=UTC))
    return dict(days.values_list("on").annotate(number=Count("pk")))
