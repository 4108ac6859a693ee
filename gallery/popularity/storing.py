"""Views go into the database, each once: whoever stores an event a second time adds nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from gallery.models import CountedVisitor, DailyViews, ImageStats

from .periods import VISIT_WINDOW

WINDOW_MS = int(VISIT_WINDOW.total_seconds() * 1000)

# Takes each visitor's key that is free at the time of the event, in one statement that no other can come between.
# ON CONFLICT keeps a taken row locked, so a second transaction with the same event waits and then finds it taken.
TAKE = f"""
INSERT INTO {CountedVisitor._meta.db_table} AS counted (visitor, until) VALUES {{rows}}
ON CONFLICT (visitor) DO UPDATE SET until = excluded.until WHERE counted.until <= excluded.until - {WINDOW_MS}
RETURNING visitor
"""  # noqa: S608 - no value is part of the text


class ViewEvent(NamedTuple):
    """Somebody looked at a picture.

    visitor: a key for this visitor of this picture (visits.py). at: when, in UTC.
    """

    visitor: str
    picture: int
    at: datetime

    @property
    def at_ms(self) -> int:
        """Milliseconds since 1970."""
        return int(self.at.timestamp() * 1000)

    @classmethod
    def from_ms(cls, visitor: str, picture: int, at_ms: int) -> "ViewEvent":
        return cls(visitor, picture, datetime.fromtimestamp(at_ms / 1000, UTC))


@transaction.atomic
def store(events: Iterable[ViewEvent]) -> int:
    """Adds the views of visitors who are not counted at that time; answers how many."""
    counts: Counter[tuple[date, int]] = Counter()
    for by_visitor in _rounds(events):
        taken = _take({visitor: event.at_ms + WINDOW_MS for visitor, event in by_visitor.items()})
        counts.update((by_visitor[visitor].at.date(), by_visitor[visitor].picture) for visitor in taken)
    add_views(counts)
    return counts.total()


def _rounds(events: Iterable[ViewEvent]) -> Iterator[dict[str, ViewEvent]]:
    """The events in order of time, split so that each visitor is in a round once: a statement takes a row once."""
    waiting = sorted(events, key=lambda event: event.at)
    while waiting:
        first: dict[str, ViewEvent] = {}
        waiting = [event for event in waiting if first.setdefault(event.visitor, event) is not event]
        yield first


def _take(until: dict[str, int]) -> set[str]:
    """until: visitor -> milliseconds. Answers whose keys were free. In the order of keys, so that nobody deadlocks."""
    rows = sorted(until.items())
    with connection.cursor() as cursor:
        cursor.execute(TAKE.format(rows=", ".join(["(%s, %s)"] * len(rows))), [value for row in rows for value in row])
        return {visitor for (visitor,) in cursor.fetchall()}


def add_views(counts: Mapping[tuple[date, int], int]) -> None:
    """Adds views, keyed by UTC day and picture's id, to the totals and to the days. For use in a transaction.

    Pictures that are gone are left out. Their rows are locked in the order of their ids, and a picture's deletion takes
    the same lock (gallery/signals.py), so that none goes away half way.
    """
    pictures = {picture for _day, picture in counts}
    rows = ImageStats.objects.filter(pk__in=pictures).order_by("pk").select_for_update(no_key=True)
    there = set(rows.values_list("pk", flat=True))
    counts = {key: views for key, views in counts.items() if key[1] in there and views}
    totals: Counter[int] = Counter()
    for (_day, picture), views in counts.items():
        totals[picture] += views
    now = timezone.now()  # after the locks: publishing.py looks for rows that changed since a moment
    for views, ids in _grouped((views, picture) for picture, views in totals.items()):
        ImageStats.objects.filter(pk__in=ids).update(views=F("views") + views, views_changed=now)
    DailyViews.objects.bulk_create([DailyViews(day=day, page_id=page) for day, page in counts], ignore_conflicts=True)
    for (day, views), ids in _grouped(((day, views), picture) for (day, picture), views in counts.items()):
        DailyViews.objects.filter(day=day, page__in=ids).update(views=F("views") + views)


def _grouped(pairs: Iterable[tuple[Any, int]]) -> Iterable[tuple[Any, list[int]]]:
    """(key, value) pairs as (key, [values]): one statement serves all pictures with the same number of views."""
    groups: defaultdict[Any, list[int]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups.items()
