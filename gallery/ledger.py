"""What gallery/popularity keeps in, and reads from, the database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from .models.heartbeats import Heartbeat
from .models.stats import DailyViews, DirectView, ImageStats, ViewBatch, add_views

BATCHES_KEPT = timedelta(days=30)
CORRECTION = "correction"


def store(batch: UUID, counts: dict[tuple[date, int], int]) -> int:
    """Adds the counts of a batch, once; answers the number of views added: 0 for a batch that was there."""
    with transaction.atomic():
        _row, is_new = ViewBatch.objects.get_or_create(uuid=batch)
        if not is_new:
            return 0
        add_views(counts)
    return sum(counts.values())


def store_share(batch: UUID, share: UUID, counts: dict[tuple[date, int], int]) -> int:
    """Adds what one process had counted into a batch that Redis has lost, once; answers the number of views added.

    0 where the batch is stored after all, or the share is. From the first share on the batch cannot be stored.
    """
    with transaction.atomic():
        row, _is_new = ViewBatch.objects.get_or_create(uuid=batch, defaults={"lost": True})
        if not row.lost or not ViewBatch.objects.get_or_create(uuid=share, defaults={"ranked": False})[1]:
            return 0
        add_views(counts)
    return sum(counts.values())


def count_directly(day: date, picture: int, visitor: tuple[str, str], window: timedelta) -> bool:
    """Counts one view with Redis away, once a visitor in `window`; answers whether it counted.

    visitor: the keys of today and of yesterday, the latter for those who came shortly before midnight.
    """
    now = timezone.now()
    forget_visitors(now - window)
    with transaction.atomic():
        if was_counted_directly(visitor):
            return False
        if not DirectView.objects.get_or_create(pk=visitor[0], defaults={"created": now})[1]:
            return False
        add_views({(day, picture): 1})
    return True


def was_counted_directly(visitor: tuple[str, str]) -> bool:
    return DirectView.objects.filter(pk__in=visitor).exists()


def total(picture: int) -> int:
    """All views of the picture that are durable."""
    return ImageStats.objects.filter(pk=picture).values_list("views", flat=True).first() or 0


def scores(days: list[date] | None, first: int, number: int, until: date | None = None) -> list[tuple[int, int]]:
    """(picture's id, views on the days), most viewed first; days: None for all time, or for all `until` a day."""
    if days is None:
        rows = _totals(until).filter(total__gt=0).values_list("pk", "total").order_by("-total", "-pk")
    else:
        rows = DailyViews.objects.filter(day__range=(days[-1], days[0]), views__gt=0).values_list("page")
        rows = rows.annotate(total=Sum("views")).order_by("-total", "-page")
    return list(rows[first : first + number])


def _totals(until):
    if until is None:
        return ImageStats.objects.annotate(total=F("views"))
    later = DailyViews.objects.filter(page=OuterRef("pk"), day__gt=until).order_by().values("page")
    later = Coalesce(Subquery(later.annotate(sum=Sum("views")).values("sum")), 0)
    return ImageStats.objects.annotate(total=F("views") - later)


@dataclass
class Snapshot:
    """The counts as they were at one moment.

    stored: the waiting batches that they include. direct, shares: keys of the rows that only they include as yet.
    """

    totals: list[tuple[int, int]]
    days: dict[date, list[tuple[int, int]]]
    stored: list[str]
    direct: list[str]
    shares: list[UUID]


def snapshot(days: list[date], waiting: set[str]) -> Snapshot:
    """All of it of the same moment: one transaction that sees no later change."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        by_day = {day: [] for day in days}
        for day, picture, views in DailyViews.objects.filter(day__in=days, views__gt=0).values_list(
            "day", "page", "views"
        ):
            by_day[day].append((picture, views))
        return Snapshot(
            totals=list(ImageStats.objects.filter(views__gt=0).values_list("pk", "views")),
            days=by_day,
            stored=[str(uuid) for uuid in ViewBatch.objects.filter(uuid__in=waiting).values_list("uuid", flat=True)],
            direct=list(DirectView.objects.filter(ranked=False).values_list("pk", flat=True)),
            shares=list(ViewBatch.objects.filter(ranked=False).values_list("pk", flat=True)),
        )


def has_unranked() -> bool:
    return any(model.objects.filter(ranked=False).exists() for model in (DirectView, ViewBatch))


def note_correction():
    """The counts were changed by hand: the ranking lacks it, and whoever remembers totals is to forget them."""
    with transaction.atomic():
        Heartbeat.objects.update_or_create(name=CORRECTION, defaults={"at": timezone.now()})
        ViewBatch.objects.create(uuid=uuid4(), ranked=False)


def corrected_at() -> datetime | None:
    """When that was last; None if never."""
    return Heartbeat.objects.filter(name=CORRECTION).values_list("at", flat=True).first()


def recent_visitors(window: timedelta) -> list[tuple[str, int]]:
    """(visitor's key, seconds until they may count again) of those counted directly in the last `window`."""
    now = timezone.now()
    recent = DirectView.objects.filter(created__gt=now - window).values_list("pk", "created")
    return [(visitor, max(1, round((created + window - now).total_seconds()))) for visitor, created in recent]


def mark_ranked(snapshot: Snapshot):
    """The sorted sets in Redis now hold all of it."""
    DirectView.objects.filter(pk__in=snapshot.direct).update(ranked=True)
    ViewBatch.objects.filter(pk__in=snapshot.shares).update(ranked=True)


def forget_visitors(before: datetime):
    """Those counted directly until then. Where the ranking lacks their views, a batch without any says so."""
    old = DirectView.objects.filter(created__lte=before)
    if not old.exists():
        return
    with transaction.atomic():
        if old.filter(ranked=False).exists():
            ViewBatch.objects.create(uuid=uuid4(), ranked=False)
        old.delete()


def forget_batches():
    """Those that cannot come again."""
    ViewBatch.objects.filter(ranked=True, created__lte=timezone.now() - BATCHES_KEPT).delete()
