"""The worker writes the rankings from the database to Redis, as absolute numbers: repeated, they change nothing."""

from datetime import date, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from gallery.models import CountingState, DailyViews, ImageStats

from .counters import JOBS, ask, published_key, ranking_key, ranking_member
from .periods import Period, today, yesterday

KEPT = timedelta(days=3)  # today's ranking is compared with yesterday's
CHUNK = 1_000  # pictures
COMMITS_COME_LATE = timedelta(seconds=10)  # at most, after the time in their rows


class Published(NamedTuple):
    """Until when, and after how many corrections by hand, the rankings of a day are complete."""

    until: datetime
    corrections: int

    def dump(self) -> str:
        return f"{self.until.isoformat()} {self.corrections}"

    @classmethod
    def load(cls, text: bytes) -> "Published":
        until, corrections = text.decode().split()
        return cls(datetime.fromisoformat(until), int(corrections))


def publish() -> None:
    """Brings the rankings of all periods that end today, and yesterday, up to date. Raises CountersUnavailable.

    Yesterday's show who moved; they are written too, as an emptied Redis has lost them, and some views come late.
    """
    for last in (today(), yesterday()):
        _publish(last)


def _publish(last: date) -> None:
    now = Published(timezone.now(), CountingState.objects.corrections())  # both before the rows are read
    known = ask(lambda redis: redis.get(published_key(last)), JOBS)
    before = Published.load(known) if known else None
    if before is None or before.corrections != now.corrections:
        keys = [published_key(last), *(ranking_key(period, last) for period in Period)]
        ask(lambda redis: redis.delete(*keys), JOBS)
        changed = None
    else:
        changed = ImageStats.objects.filter(views_changed__gt=before.until - COMMITS_COME_LATE)
        if not changed.exists():
            return
    for period in Period:
        rows = database_scores(period, last)
        _write(ranking_key(period, last), rows if changed is None else rows.filter(page__in=changed.values("pk")))
    ask(lambda redis: redis.set(published_key(last), now.dump(), ex=KEPT), JOBS)


def _write(key: str, rows: QuerySet) -> None:
    """GT: of two workers that write at once, the higher number stays, which is the later one."""
    unwritten = rows.iterator(chunk_size=CHUNK)
    while chunk := {ranking_member(picture): views for picture, views in islice(unwritten, CHUNK)}:
        ask(lambda redis, chunk=chunk: redis.zadd(key, chunk, gt=True), JOBS)  # type: ignore[misc]
        ask(lambda redis: redis.expire(key, KEPT), JOBS)


def database_scores(period: Period, last: date) -> QuerySet:
    """(picture's id, views) of the period that ends on that day, most viewed first, of equals the newest picture."""
    days = period.days(last)
    if days is None:
        days_after = DailyViews.objects.filter(page=OuterRef("pk"), day__gt=last).order_by().values("page")
        views_after = Coalesce(Subquery(days_after.annotate(sum=Sum("views")).values("sum")), 0)
        pictures = ImageStats.objects.annotate(total=F("views") - views_after).filter(total__gt=0)
        return pictures.values_list("page_id", "total").order_by("-total", "-page_id")
    rows = DailyViews.objects.filter(day__range=(days[-1], days[0]), views__gt=0)
    return rows.values_list("page_id").annotate(total=Sum("views")).order_by("-total", "-page_id")
