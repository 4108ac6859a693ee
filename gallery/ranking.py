"""The most viewed pictures, as one viewer may see them."""

from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator

from . import popularity, remembered
from .models import ImagePage
from .periods import Period, today
from .visibility import Viewer

PLACES = 240  # a ranking is that long; below it nobody asks who moved
LONGEST_STRETCH = 5_000  # places read at once, however many pictures are hidden


@dataclass(frozen=True)
class Row:
    """A place in the ranking. `picture` is there where the row is shown, `explanation` where an editor sees it."""

    rank: int
    pk: int  # the picture's
    views: int  # in the period
    rank_yesterday: int | None = None  # None: it was not among the places
    picture: ImagePage | None = None
    explanation: object | None = None  # gallery/diagnosis.py

    @property
    def places_up(self) -> int | None:
        """How many places up since yesterday, negative for down; None for a new one."""
        return self.rank_yesterday and self.rank_yesterday - self.rank

    @property
    def places_down(self) -> int | None:
        return self.rank_yesterday and -self.places_up


@dataclass(frozen=True)
class Ranking:
    """Rows, best first, of `places`. `from_database`: Redis is away or being rebuilt; the last seconds are missing."""

    rows: list[Row]
    places: list[Row]
    from_database: bool
    page: Page | None = None

    @property
    def most(self) -> int:
        """Views of the first."""
        return self.places[0].views if self.places else 0


def most_viewed(viewer, period: Period, length: int) -> Ranking:
    """The first `length` places, fewer only where there are not so many pictures."""
    viewer = Viewer.of(viewer)
    ranking = standing(viewer, period, length)
    return replace(ranking, rows=with_pictures(viewer, ranking.places))


def most_viewed_page(viewer, period: Period, number, length: int) -> Ranking:
    """One page of the ranking, with what has moved since yesterday. number: as in `Paginator.get_page`.

    Yesterday's ranking is that of the period that ended yesterday, and has the same pictures in it: those that this
    viewer may see now. So a picture moves by views alone, and not because another one was hidden.
    """
    viewer = Viewer.of(viewer)
    ranking = standing(viewer, period, PLACES)
    yesterday = {row.pk: row.rank for row in standing(viewer, period, PLACES, yesterday=True).places}
    page = Paginator(ranking.places, length).get_page(number)
    rows = [replace(row, rank_yesterday=yesterday.get(row.pk)) for row in page.object_list]
    return replace(ranking, rows=with_pictures(viewer, rows), page=page)


def standing(viewer: Viewer, period: Period, length: int, *, yesterday=False) -> Ranking:
    """The first `length` places of what the viewer may see, with no rows, as the pictures are not loaded.

    Reads on past pictures that are gone, private or left out, in growing stretches: usually once.
    """
    views, read, stretch, from_database = {}, 0, 2 * length, False
    while len(views) < length:
        scores = popularity.scores(period, read, stretch, yesterday=yesterday)
        from_database |= scores.from_database
        rows = scores if yesterday else remembered.scores(period, today(), scores)
        found = ImagePage.objects.visible_to(viewer).in_ranking().filter(pk__in=[pk for pk, _views in scores])
        seen = set(found.values_list("pk", flat=True))
        for pk, number in rows:
            if pk in seen:
                views.setdefault(pk, number)  # once, should the order change between two stretches
        if len(scores) < stretch:
            break
        read, stretch = read + stretch, min(2 * stretch, LONGEST_STRETCH)
    places = [Row(rank, pk, number) for rank, (pk, number) in enumerate(list(views.items())[:length], 1)]
    return Ranking([], places, from_database)


def with_pictures(viewer: Viewer, rows: list[Row]) -> list[Row]:
    """The rows with their pictures, ready for cards. A picture that was hidden just now takes its row along."""
    pictures = ImagePage.objects.visible_to(viewer).for_cards().in_bulk([row.pk for row in rows])
    return [replace(row, picture=pictures[row.pk]) for row in rows if row.pk in pictures]
