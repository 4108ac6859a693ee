"""Why a picture is where it is in the ranking, for editors."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from . import popularity
from .models import ImageStats
from .periods import Period, days_until, today
from .ranking import Ranking
from .uncounted import Uncounted


def is_editor(user) -> bool:
    """Whether they look after pages, and so are told how the ranking came about and what is away."""
    pages = policy_registry.get_by_type(Page)
    return user.is_authenticated and pages.user_has_any_permission(user, ["add", "change", "publish"])


@dataclass(frozen=True)
class Explanation:
    """Of one row. `uncounted`: looks at it that were no views, by reason; None for each while Redis is away."""

    likes: int
    ties: tuple[int, int]  # the first and the last rank with as many views
    uncounted: dict[Uncounted, int | None]

    @property
    def tie_break(self) -> str:
        first, last = self.ties
        if first == last:
            return _("Not needed")
        return _("Places %(first)d to %(last)d have as many views: newest picture first") % {
            "first": first,
            "last": last,
        }

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """(what it was, how often), as far as it is known."""
        return [(reason.label, number) for reason, number in self.uncounted.items() if number is not None]


def explain(ranking: Ranking, period: Period) -> Ranking:
    """The same, each row with its Explanation: one query and one round trip, however many rows.

    What was not counted is known for 31 days at most, which stand for all time too.
    """
    pictures = [row.pk for row in ranking.rows]
    likes = dict(ImageStats.objects.filter(pk__in=pictures).values_list("pk", "likes"))
    ties, uncounted = _ties(ranking.places), _uncounted(pictures, period)

    def explained(row):
        return replace(row, explanation=Explanation(likes.get(row.pk, 0), ties[row.views], uncounted[row.pk]))

    return replace(ranking, rows=[explained(row) for row in ranking.rows])


def _ties(places):
    groups = {views: list(group) for views, group in groupby(places, lambda row: row.views)}
    return {views: (group[0].rank, group[-1].rank) for views, group in groups.items()}


def _uncounted(pictures, period):
    day = today()
    try:
        counts = popularity.uncounted(pictures, period.days(day) or days_until(day, popularity.DAYS_KEPT))
    except popularity.Away:
        counts = {}
    return {picture: {reason: counts.get((picture, reason)) for reason in Uncounted} for picture in pictures}
