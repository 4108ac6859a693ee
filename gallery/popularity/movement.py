"""Where pictures stood a week ago, and which have risen since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Sum

from gallery.models import DailyViews, ImagePage
from gallery.visibility import Viewer
from web.counted import counted_lately

from .periods import Period, today
from .publishing import database_scores
from .ranking import PLACES, Ranking, Row, ranked_places, ranked_places_and_yesterday, with_pictures

DAY, WEEK = timedelta(days=1), timedelta(days=7)
KEPT_SECONDS = 60 * 60  # what was a week ago changes only as views come late
READ = 2 * PLACES  # some of them are hidden
BEST = 60  # places of today among which the front page looks for those that rose


def ranks_a_week_ago(viewer: Any, period: Period) -> dict[int, int]:
    """{picture: rank} of at most PLACES, in the period that ended a week ago, of what the viewer may see now."""
    last = today() - WEEK
    key = f"scores:{period}:{last}"
    scores = counted_lately(key, lambda: list(database_scores(period, last)[:READ]), KEPT_SECONDS)
    found = ImagePage.objects.visible_to(viewer).in_ranking().filter(pk__in=[pk for pk, _views in scores])
    seen = set(found.values_list("pk", flat=True))
    return {pk: rank for rank, pk in enumerate((pk for pk, _views in scores if pk in seen), 1) if rank <= PLACES}


@dataclass(frozen=True)
class Standing:
    """Of one picture in the ranking. `row` and `rank_a_week_ago` are None where it is not among the PLACES."""

    row: Row | None
    ranking: Ranking
    rank_a_week_ago: int | None


def standing(viewer: Any, picture: int, period: Period) -> Standing:
    viewer = Viewer.of(viewer)
    ranking = ranked_places(viewer, period, PLACES)
    row = next((place for place in ranking.places if place.pk == picture), None)
    return Standing(row, ranking, ranks_a_week_ago(viewer, period).get(picture))


@dataclass(frozen=True)
class Riser:
    """A picture that more people looked at in these 7 days than in the 7 before."""

    row: Row
    before: int

    @property
    def gain(self) -> int:
        return self.row.views - self.before


def risen_today(viewer: Any, length: int, without: Iterable[int] = ()) -> Ranking:
    """Of the best of today, those that went up most places since yesterday; a new one came from behind the last.

    without: ids of pictures that are left out.
    """
    viewer = Viewer.of(viewer)
    ranking = ranked_places_and_yesterday(viewer, Period.DAY, BEST)

    def climbed(row: Row) -> int:
        return (row.rank_yesterday or BEST + 1) - row.rank

    risen = sorted(
        (row for row in ranking.places if climbed(row) > 0 and row.pk not in without), key=climbed, reverse=True
    )
    return replace(ranking, rows=with_pictures(viewer, risen[:length]))


def rising(viewer: Any, length: int) -> list[Riser]:
    """Those of the places of this week that have gained the most views since the week before, the most first."""
    viewer = Viewer.of(viewer)
    places = ranked_places(viewer, Period.WEEK, PLACES).places
    last = today() - WEEK
    week_before = DailyViews.objects.filter(page__in=[row.pk for row in places], day__range=(last - 6 * DAY, last))
    before = dict(week_before.values_list("page").annotate(sum=Sum("views")))
    risers = [riser for row in places if (riser := Riser(row, before.get(row.pk, 0))).gain > 0]
    best = sorted(risers, key=lambda riser: (-riser.gain, riser.row.rank))[:length]
    shown = {row.pk: row for row in with_pictures(viewer, [riser.row for riser in best])}
    return [Riser(shown[riser.row.pk], riser.before) for riser in best if riser.row.pk in shown]
