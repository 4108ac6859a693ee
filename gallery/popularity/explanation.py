"""Why a picture is where it is in the ranking, for editors."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from gallery.models import ImageStats

from .counters import CountersUnavailable
from .periods import LONGEST_PERIOD, Period, days_until, today
from .ranking import Ranking, Row
from .recording import skips
from .skip_reasons import SkipReason


def is_editor(user: AbstractUser | AnonymousUser) -> bool:
    """Whether they look after pages, and so are told how the ranking came about and what is away."""
    if not user.is_authenticated or not user.may_have_permissions():  # type: ignore[attr-defined]
        return False
    pages = policy_registry.get_by_type(Page)
    return pages.user_has_any_permission(user, ["add", "change", "publish"])


@dataclass(frozen=True)
class Explanation:
    """Of one row. `skips`: how often it was opened without a view, by reason; None for each while Redis is away."""

    likes: int
    ties: tuple[int, int]  # the first and the last rank with as many views
    skips: dict[SkipReason, int | None]

    @property
    def tie_break(self) -> str:
        first, last = self.ties
        if first == last:
            return _("None")
        return _("Places %(first)d to %(last)d have as many views: newest picture first") % {
            "first": first,
            "last": last,
        }

    @property
    def not_counted(self) -> int | None:
        """How often it was opened without a view, for any reason; None while Redis is away."""
        return sum(number for _reason, number in self.reasons) if self.reasons else None

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """(what it was, how often), as far as it is known."""
        return [(str(reason.label), number) for reason, number in self.skips.items() if number is not None]


def explain(ranking: Ranking, period: Period) -> Ranking:
    """The same, each row with its Explanation: one query and one round trip, however many rows.

    Skips are known for the longest period at most, which stands for all time too.
    """
    pictures = [row.pk for row in ranking.rows]
    likes = dict(ImageStats.objects.filter(pk__in=pictures).values_list("pk", "likes"))
    ties, skipped = _ties(ranking.places), _skips(pictures, period)

    def explained(row: Row) -> Row:
        return replace(row, explanation=Explanation(likes.get(row.pk, 0), ties[row.views], skipped[row.pk]))

    return replace(ranking, rows=[explained(row) for row in ranking.rows])


def _ties(places: list[Row]) -> dict[int, tuple[int, int]]:
    groups = {views: list(group) for views, group in groupby(places, lambda row: row.views)}
    return {views: (group[0].rank, group[-1].rank) for views, group in groups.items()}


def _skips(pictures: list[int], period: Period) -> dict[int, dict[SkipReason, int | None]]:
    try:
        counts = skips(pictures, period.days(today()) or days_until(today(), LONGEST_PERIOD))
    except CountersUnavailable:
        counts = {}
    return {picture: {reason: counts.get((picture, reason)) for reason in SkipReason} for picture in pictures}
