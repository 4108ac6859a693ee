"""Strips: a few pictures each of albums, members or tags, found together with these."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import QuerySet, Subquery

FRAMES = 3
Shown = TypeVar("Shown")


def frame_ids(pictures: QuerySet) -> dict[str, Subquery]:
    """Annotations for the rows of which each has some pictures. pictures: those of an OuterRef, in their order."""
    return {_name(place): Subquery(pictures.values("pk")[place : place + 1]) for place in range(FRAMES)}


def with_frames(rows: Iterable[Shown]) -> list[Shown]:
    """The rows, which have the annotations, each with `frames`: a list of up to FRAMES pictures. One query for all."""
    rows = list(rows)
    ids = {row: [pk for place in range(FRAMES) if (pk := getattr(row, _name(place)))] for row in rows}
    pictures = apps.get_model("gallery.ImagePage").objects.for_cards().in_bulk({pk for of in ids.values() for pk in of})
    for row in rows:
        row.frames = [pictures[pk] for pk in ids[row] if pk in pictures]  # type: ignore[attr-defined]
    return rows


def set_frame_ids(row: Any, pictures: Iterable[Any]) -> None:
    """The pictures in place of those that were found with the row."""
    ids = [picture.pk for picture in pictures]
    for place in range(FRAMES):
        setattr(row, _name(place), ids[place] if place < len(ids) else None)


def _name(place):
    return f"frame_{place}"
