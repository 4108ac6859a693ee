"""The most viewed pictures."""

from dataclasses import dataclass

from . import popularity, remembered
from .models import ImagePage
from .popularity import Period
from .visibility import Viewer


@dataclass(frozen=True)
class Row:
    rank: int
    picture: ImagePage
    views: int  # in the period


def most_viewed(viewer, period: Period, length: int) -> list[Row]:
    """The ranking as this viewer may see it, at its full length while there are enough pictures.

    Reads on, a stretch at a time, past pictures that are gone or private: usually once.
    """
    viewer, rows, read = Viewer.of(viewer), [], 0
    while len(rows) < length:
        scores = remembered.scores(period, popularity.today(), popularity.scores(period, read, 2 * length))
        pictures = ImagePage.objects.visible_to(viewer).for_cards().in_bulk([picture for picture, _views in scores])
        for picture, views in scores:
            if picture in pictures and len(rows) < length:
                rows.append(Row(len(rows) + 1, pictures[picture], views))
        if len(scores) < 2 * length:
            break
        read += len(scores)
    return rows
