"""Exports of large tables."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

CHUNK = 1000  # rows read at a time, so that memory does not grow with the table


class ChunkedQuerySet:
    """What Wagtail's spreadsheet writers need of a queryset, read CHUNK rows at a time."""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset, self.model = queryset, queryset.model

    def __iter__(self) -> Iterator[Any]:
        return self.queryset.iterator(chunk_size=CHUNK)
