"""The worker writes the rankings from the database to Redis, as absolute numbers: repeated, they change nothing.

A stamp beside them tells until when they are complete, and after how many corrections by hand. Each command is carried
out only while the stamp is the one that the worker began with: else a Redis emptied half way would pass for complete.
"""

from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from gallery.models import CountingState, DailyViews, ImageStats

from .counters import JOBS, ask, published_key, ranking_key, ranking_member
from .periods import CLOCKS_DIFFER, Period, today, yesterday

KEPT_SECONDS = 3 * 24 * 60 * 60  # today's ranking is compared with yesterday's
CHUNK = 1_000  # pictures
COMMITS_COME_LATE = CLOCKS_DIFFER + timedelta(seconds=10)  # at most, after the time in their rows
FILLING = b"filling"  # how the stamp begins while rankings are filled anew
RUN_IF = (Path(__file__).parent / "run_if.lua").read_text()


def publish() -> None:
    """Brings the rankings of all periods that end today, and yesterday, up to date. Raises CountersUnavailable.

    Yesterday's show who moved; they are written too, as an emptied Redis has lost them, and some views come late.
    """
    for last in (today(), yesterday()):
        _publish(last)


def published_until(stamp: bytes | None) -> datetime | None:
    """Until when the rankings beside this stamp are complete; None where they are not."""
    if stamp is None or stamp.startswith(FILLING):
        return None
    return datetime.fromisoformat(stamp.decode().partition(" ")[0])


def _publish(last: date) -> None:
    now, corrections = timezone.now(), CountingState.objects.corrections()  # both before the rows are read
    stamp = ask(lambda redis: redis.get(published_key(last)), JOBS)
    if stamp is None or not stamp.endswith(f" {corrections}".encode()):
        stamp = _begin_filling(last, corrections)
    until, changed = published_until(stamp), None
    if until:
        changed = ImageStats.objects.filter(views_changed__gt=until - COMMITS_COME_LATE)
        if not changed.exists():
            return
    for period in Period:
        rows = database_scores(period, last)
        rows = rows if changed is None else rows.filter(page__in=changed.values("pk"))
        _write(last, stamp, ranking_key(period, last), rows)
    _run_if(last, stamp, "SET", published_key(last), f"{now.isoformat()} {corrections}", "EX", KEPT_SECONDS)


def _begin_filling(last: date, corrections: int) -> bytes:
    """Empties the rankings of the day; answers the stamp of a filling, which whoever finds it helps to finish."""
    stamp = FILLING + f" {uuid4()} {corrections}".encode()

    def empty(redis: Any) -> None:
        pipeline = redis.pipeline(transaction=True)
        pipeline.delete(*(ranking_key(period, last) for period in Period))
        pipeline.set(published_key(last), stamp, ex=KEPT_SECONDS)
        pipeline.execute()

    ask(empty, JOBS)
    return stamp


def _write(last: date, stamp: bytes, key: str, rows: QuerySet) -> None:
    """GT: of two workers that write at once, the higher number stays. Between two corrections that is the later one."""
    unwritten = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(unwritten, CHUNK)):
        scores = [value for picture, views in chunk for value in (views, ranking_member(picture))]
        _run_if(last, stamp, "ZADD", key, "GT", *scores)
        _run_if(last, stamp, "EXPIRE", key, KEPT_SECONDS)


def _run_if(last: date, stamp: bytes, command: str, key: str, *arguments: str | int) -> None:
    """Does nothing where the stamp is another: Redis was emptied or put back, or somebody else was first."""
    ask(lambda redis: redis.eval(RUN_IF, 2, published_key(last), key, stamp, command, *arguments), JOBS)


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
