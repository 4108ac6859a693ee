"""For lists of the admin that may have millions of rows: what is counted, and how names are searched."""

from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q
from wagtail.admin.paginator import WagtailPaginator

LONGEST = 10_000  # rows: whoever looks for something further back filters or searches
MOST_NAMED = 500


class BoundedPaginator(WagtailPaginator):
    """Ends after LONGEST rows, so that it never counts them all."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:LONGEST].count()


def ids_of_named(model: type[Model], fields: list[str], *texts: str) -> list[Any]:
    """The ids of the newest MOST_NAMED rows that have each of the texts in one of the fields.

    A list of ids lets the database look rows up in an index; a condition on the names would make it read all rows.
    """
    rows = model._base_manager.order_by("-pk")
    for text in texts:
        rows = rows.filter(reduce(or_, (Q(**{f"{field}__icontains": text}) for field in fields)))
    return list(rows.values_list("pk", flat=True)[:MOST_NAMED])
