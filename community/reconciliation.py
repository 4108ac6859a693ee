"""Compares every denormalised count with the rows that it counts, and repairs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce

from gallery.models import CountingState, ImagePage, ImageStats

from .models import Member


@dataclass(frozen=True)
class Difference:
    """<model> <pk>: <column> is <stored>, rows are <rows>."""

    model: type[Any]
    pk: int
    column: str
    stored: int | None  # None where the row with the counts is missing altogether
    rows: int

    def __str__(self):
        return f"{self.model._meta.label} {self.pk}: {self.column} is {self.stored}, rows are {self.rows}"


# What each count has to be, by one pass over the rows. The views of a picture have no rows that could be counted; its
# days' views are added up instead.
COUNTS: dict[tuple[type[Any], str], models.expressions.Combinable] = {
    (ImageStats, "views"): Coalesce(Sum("page__daily_views__views"), 0),
    (ImageStats, "likes"): Count("page__like"),
    (ImageStats, "bookmarks"): Count("page__bookmark"),
    (Member, "followers_count"): Count("rel_to_set"),
    (Member, "following_count"): Count("rel_from_set"),
}


def differences() -> Iterator[Difference]:
    """Every count that is not the number of its rows. Reads the whole of the tables, and locks nothing."""
    for pk in ImagePage.objects.filter(stats=None).order_by("pk").values_list("pk", flat=True):
        yield Difference(ImageStats, pk, "row", None, 1)
    for (model, column), number in COUNTS.items():
        wrong = model.objects.annotate(rows=number).exclude(**{column: F("rows")}).order_by("pk")
        for pk, stored, rows in wrong.values_list("pk", column, "rows"):
            yield Difference(model, pk, column, stored, rows)


def repair(difference: Difference):
    """Counts the rows again with the count locked, as they may have changed since `differences` read them."""
    if difference.stored is None:
        ImageStats.objects.get_or_create(page_id=difference.pk)
        return
    number = COUNTS[difference.model, difference.column]
    with transaction.atomic():
        if difference.column == "views":
            CountingState.objects.note_correction()
        row = difference.model.objects.filter(pk=difference.pk)
        row.select_for_update(no_key=True).first()
        row.update(**{difference.column: row.annotate(rows=number).values_list("rows", flat=True).first()})
