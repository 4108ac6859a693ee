"""The most viewed pictures, as one viewer may see them."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator

from gallery.models import ImagePage
from gallery.visibility import Viewer

from .counters import CountersUnavailable, ask, published_key, ranking_key
from .periods import Period, today
from .periods import yesterday as day_before
from .publishing import database_scores, published_until

PLACES = 240  # a ranking is that long; below it nobody asks who moved
LONGEST_STRETCH = 5_000  # places read at once, however many pictures are hidden


class Scores(NamedTuple):
    """rows: (picture's id, views), best first."""

    rows: list[tuple[int, int]]
    from_database: bool


def read_scores(period: Period, first: int, number: int, *, yesterday: bool = False) -> Scores:
    """The best of the period that ends today, or yesterday: at most `number`, from place `first` (0 is the best).

    From the database where Redis is away or has no rankings of that day.
    """
    last, end = (day_before() if yesterday else today()), first + number

    def read(redis: Any) -> list:
        pipeline = redis.pipeline(transaction=True)
        pipeline.get(published_key(last))
        pipeline.zrevrange(ranking_key(period, last), first, end - 1, withscores=True)
        return pipeline.execute()

    try:
        stamp, members = ask(read)
    except CountersUnavailable:
        stamp = None
    if published_until(stamp):
        return Scores([(int(picture), int(views)) for picture, views in members], from_database=False)
    return Scores(list(database_scores(period, last)[first:end]), from_database=True)


def read_stamp() -> str | None:
    """What the worker wrote beside the rankings that end today; None where Redis is away or has none of today."""
    try:
        stamp = ask(lambda redis: redis.get(published_key(today())))
    except CountersUnavailable:
        return None
    return f"{today()} {stamp.decode()}" if stamp else None


@dataclass(frozen=True)
class Row:
    """A place in the ranking. `picture` is there where the row is shown, `explanation` where an editor sees it."""

    rank: int
    pk: int  # the picture's
    views: int  # in the period
    rank_yesterday: int | None = None  # None: it was not among the places
    picture: ImagePage | None = None
    explanation: object | None = None  # explanation.py

    @property
    def places_up(self) -> int | None:
        """How many places up since yesterday, negative for down; None for a new one."""
        return self.rank_yesterday and self.rank_yesterday - self.rank

    @property
    def places_down(self) -> int | None:
        return None if self.places_up is None else -self.places_up


@dataclass(frozen=True)
class Ranking:
    """Rows, best first, of `places`. `from_database`: Redis is away, or its rankings are not published yet."""

    rows: list[Row]
    places: list[Row]
    from_database: bool
    page: Page | None = None

    @property
    def most(self) -> int:
        """Views of the first."""
        return self.places[0].views if self.places else 0


def most_viewed(viewer: Any, period: Period, length: int) -> Ranking:
    """The first `length` places, fewer only where there are not so many pictures."""
    viewer = Viewer.of(viewer)
    ranking = ranked_places(viewer, period, length)
    return replace(ranking, rows=with_pictures(viewer, ranking.places))


def most_viewed_page(viewer: Any, period: Period, number: Any, length: int) -> Ranking:
    """One page of the ranking, with what has moved since yesterday. number: as in `Paginator.get_page`.

    Yesterday's ranking is that of the period that ended yesterday, and has the same pictures in it: those that this
    viewer may see now. So a picture moves by views alone, and not because another one was hidden.
    """
    viewer = Viewer.of(viewer)
    ranking = ranked_places_and_yesterday(viewer, period, PLACES)
    page = Paginator(ranking.places, length).get_page(number)
    return replace(ranking, rows=with_pictures(viewer, list(page.object_list)), page=page)


def ranked_places_and_yesterday(viewer: Viewer, period: Period, length: int) -> Ranking:
    """The first `length` places, each with its rank of yesterday where it was among as many."""
    ranking = ranked_places(viewer, period, length)
    yesterday = {row.pk: row.rank for row in ranked_places(viewer, period, length, yesterday=True).places}
    return replace(ranking, places=[replace(row, rank_yesterday=yesterday.get(row.pk)) for row in ranking.places])


def ranked_places(viewer: Viewer, period: Period, length: int, *, yesterday: bool = False) -> Ranking:
    """The first `length` places of what the viewer may see, with no rows, as the pictures are not loaded.

    Reads on past pictures that are gone, private or left out, in growing stretches: usually once.
    """
    views, read, stretch, from_database = {}, 0, 2 * length, False
    while len(views) < length:
        scores = read_scores(period, read, stretch, yesterday=yesterday)
        from_database |= scores.from_database
        found = ImagePage.objects.visible_to(viewer).in_ranking().filter(pk__in=[pk for pk, _views in scores.rows])
        seen = set(found.values_list("pk", flat=True))
        for pk, number in scores.rows:
            if pk in seen:
                views.setdefault(pk, number)  # once, should the order change between two stretches
        if len(scores.rows) < stretch:
            break
        read, stretch = read + stretch, min(2 * stretch, LONGEST_STRETCH)
    places = [Row(rank, pk, number) for rank, (pk, number) in enumerate(list(views.items())[:length], 1)]
    return Ranking([], places, from_database)


def with_pictures(viewer: Viewer, rows: list[Row]) -> list[Row]:
    """The rows with their pictures, ready for cards. A picture that was hidden just now takes its row along."""
    pictures = ImagePage.objects.visible_to(viewer).for_cards().in_bulk([row.pk for row in rows])
    return [replace(row, picture=pictures[row.pk]) for row in rows if row.pk in pictures]
