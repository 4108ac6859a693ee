"""The worker writes the rankings from the database to Redis, as absolute numbers: repeated, they change nothing.

A stamp beside them tells until when they are complete, and after how many corrections by hand. Rankings and stamp
change together, in one script, and only if the stamp is the one that the worker began with and all that it wrote is
still there: so a Redis that was emptied or put back half way never passes for complete.
"""

from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import uuid4

from django.db.models import F, FilteredRelation, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from gallery.models import CountingState, DailyViews, ImageStats

from .counters import JOBS, ask, published_key, ranking_key, ranking_member
from .periods import CLOCKS_DIFFER, Period, today, yesterday

KEPT_SECONDS = 3 * 24 * 60 * 60  # today's ranking is compared with yesterday's
CHUNK = 1_000  # pictures
COMMITS_COME_LATE = CLOCKS_DIFFER + timedelta(seconds=10)  # at most, after the time in their rows
WRITING_SECONDS = 60 * 60  # what a worker that dies leaves behind goes by then
PUBLISH = (Path(__file__).parent / "publish.lua").read_text()


def publish() -> None:
    """Brings the rankings of all periods that end today, and yesterday, up to date. Raises CountersUnavailable.

    Yesterday's show who moved; they are written too, as an emptied Redis has lost them, and some views come late.
    """
    for last in (today(), yesterday()):
        _publish(last)


def published_until(stamp: bytes | None) -> datetime | None:
    """Until when the rankings beside this stamp are complete; None without one."""
    return datetime.fromisoformat(stamp.decode().partition(" ")[0]) if stamp else None


def _publish(last: date) -> None:
    now, corrections = timezone.now(), CountingState.objects.corrections()  # both before the rows are read
    before = ask(lambda redis: redis.get(published_key(last)), JOBS) or b""
    is_known = before.endswith(f" {corrections}".encode())
    until = published_until(before) if is_known else None
    changed = ImageStats.objects.filter(views_changed__gt=until - COMMITS_COME_LATE) if until else None
    if changed is not None and not changed.exists():
        return
    token, keys, numbers = uuid4(), [published_key(last)], []
    for period in Period:
        rows = database_scores(period, last)
        rows = rows if changed is None else rows.filter(page__in=changed.values("pk"))
        key = ranking_key(period, last)
        keys += [f"{key}:{token}", key]
        numbers.append(_write(f"{key}:{token}", rows))
    what = "whole" if changed is None else "changes"
    args = [before, f"{now.isoformat()} {corrections}", KEPT_SECONDS, what, *numbers]
    ask(lambda redis: redis.eval(PUBLISH, len(keys), *keys, *args), JOBS)


def _write(key: str, rows: QuerySet) -> int:
    """Writes the rows into a set of their own; answers how many. The set goes by itself if nothing becomes of it."""
    number, unwritten = 0, rows.iterator(chunk_size=CHUNK)
    while chunk := {ranking_member(picture): views for picture, views in islice(unwritten, CHUNK)}:
        number += len(chunk)
        ask(lambda redis, chunk=chunk: redis.zadd(key, chunk), JOBS)  # type: ignore[misc]
        ask(lambda redis: redis.expire(key, WRITING_SECONDS), JOBS)
    return number


def database_scores(period: Period, last: date) -> QuerySet:
    """(picture's id, views) of the period that ends on that day, most viewed first, of equals the newest picture."""
    days = period.days(last)
    if days is None:
        later = FilteredRelation("page__daily_views", condition=Q(page__daily_views__day__gt=last))
        views_after = Coalesce(Sum("days_after__views"), 0)
        pictures = ImageStats.objects.annotate(days_after=later, total=F("views") - views_after).filter(total__gt=0)
        return pictures.values_list("page_id", "total").order_by("-total", "-page_id")
    rows = DailyViews.objects.filter(day__range=(days[-1], days[0]), views__gt=0)
    return rows.values_list("page_id").annotate(total=Sum("views")).order_by("-total", "-page_id")
