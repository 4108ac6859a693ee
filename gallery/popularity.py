"""How often each picture is seen: counted in Redis, durable in the database. Nothing else talks to the counters' Redis.

Every key carries the hash tag {views}, so that one script can use them all on a Redis Cluster:

    {views}:seen:<visitor>     somebody who was counted in the last 30 minutes
    {views}:pending            hash, <day>:<picture> -> views that no batch holds yet
    {views}:batches            set of the names of batches, each a hash {views}:batch:<name> like the one above
    {views}:total              sorted set, picture -> all its views
    {views}:day:<day>          sorted set, picture -> its views on that UTC day
    {views}:sum:<period>:<day> the sum of the days of a period that ends on that day, kept for a minute
    {views}:ready              there while the sorted sets hold everything that the database holds
    {views}:generation         how many batches were dropped since it began
    {views}:corrected          when the database was last changed by hand, in microseconds since 1970

Pictures are ids padded with zeros: equal scores then come in the order of the ids, newest first.
"""

import logging
import time
import uuid
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import ledger
from .catching_up import Unsettled, behind, unsettled
from .counters import PREFIX, READY, Away
from .counters import call as _call
from .counters import client as _client
from .counters import guarded as _guarded
from .counters import run as _run

logger = logging.getLogger(__name__)

SEEN_SECONDS = 30 * 60
RANKING_SECONDS = 60
PENDING, BATCHES, TOTAL, GENERATION, CORRECTED = (
    f"{PREFIX}{name}" for name in ["pending", "batches", "total", "generation", "corrected"]
)
BATCH = f"{PREFIX}batch:"
CHUNK = 1_000  # members or commands a round trip, when the sorted sets are rebuilt


class Period(models.TextChoices):
    """What a ranking looks back on, in UTC days that include today."""

    DAY = "day", _("Today")
    WEEK = "week", _("7 days")
    MONTH = "month", _("30 days")
    ALL = "all", _("All time")

    def days(self, today: date) -> list[date] | None:
        """Its days, newest first; None for all of them."""
        number = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 30}.get(self)
        return number and [today - timedelta(days=back) for back in range(number)]


DAY_SECONDS = 32 * 24 * 60 * 60  # the longest period has 30 days


def today() -> date:
    return datetime.now(UTC).date()


def count_view(picture: int, visitor: tuple[str, str], *, counts=True, doubtful=False) -> int:
    """Counts a view of the picture, once a visitor in 30 minutes; answers the picture's total of views.

    picture: its page's id. visitor: the visitor's key of today and that of yesterday. counts: False only asks.
    A view that Redis may or may not have counted before it fell silent, or that is `doubtful` for another reason, is
    not written to the database as well, but counted when Redis is back, unless it has been.
    """
    day = today()
    keys = [*(f"{PREFIX}seen:{key}" for key in visitor), PENDING, BATCHES, TOTAL, _day_key(day), READY]
    args = [_member(picture), f"{day}:{_member(picture)}", BATCH, SEEN_SECONDS, DAY_SECONDS]
    try:
        is_total, views = _run("view", keys, [*args, int(counts)])
    except Away as away:
        if counts and (away.uncertain or doubtful):
            unsettled.append(Unsettled(time.monotonic() + SEEN_SECONDS, visitor, keys, [*args, 1]))
        elif counts:
            behind.set()
            ledger.count_directly(day, picture, visitor, timedelta(seconds=SEEN_SECONDS))
        return ledger.total(picture)
    return views if is_total else _durable_and_waiting(picture, keys, [*args, 0])


def _durable_and_waiting(picture, keys, args):
    """Redis is asked after the database: a batch stored in between is then missing, rather than there twice."""
    durable = ledger.total(picture)
    with suppress(Away):
        is_total, views = _run("view", keys, args)
        return views if is_total else durable + views
    return durable


def scores(period: Period, first: int, number: int) -> list[tuple[int, int]]:
    """(picture's id, views in the period), best first; at most `number`, from place `first` (0 is the best).

    From the database where Redis is away or was emptied: then without the views of the last seconds.
    """
    day = today()
    days = period.days(day)
    if days is None:
        keys = [READY, TOTAL]
    elif len(days) == 1:
        keys = [READY, _day_key(day)]
    else:
        keys = [READY, _sum_key(period, day), *map(_day_key, days)]
    try:
        flat = _run("scores", keys, [first, first + number - 1, RANKING_SECONDS])
    except Away:
        flat = None
    if flat is None:
        return ledger.scores(days, first, number)
    return [(int(picture), int(float(views))) for picture, views in zip(flat[::2], flat[1::2], strict=True)]


def flush() -> int:
    """Makes the views that wait in Redis durable; answers how many. Raises Away where Redis is.

    Exactly once, whatever dies when: a batch's name is stored in the transaction that adds its counts, and one whose
    name is there is only dropped. Any number of flushers may run at once.
    """
    stored = 0
    for name in _run("take", [PENDING, BATCHES], [BATCH, str(uuid.uuid4())]):
        name = name.decode()
        counts = {_field(field): int(views) for field, views in _call("hgetall", BATCH + name).items()}
        stored += ledger.store(uuid.UUID(name), counts)
        _run("drop", [BATCH + name, BATCHES, GENERATION], [name])
    return stored


def is_ready() -> bool:
    """Whether the sorted sets in Redis hold all that the database holds. Raises Away."""
    return bool(_call("exists", READY)) and not ledger.has_unranked()


def rebuild_ranking(tries=5):
    """Builds the sorted sets from the database, with what waits in Redis added. Raises Away.

    Views go on being counted meanwhile. Batches stored meanwhile make it begin again, at most `tries` times.
    """
    days = Period.MONTH.days(today())
    for _try in range(tries):
        generation = (_call("get", GENERATION) or b"0").decode()
        waiting = {name.decode() for name in _call("smembers", BATCHES)}
        snapshot = ledger.snapshot(days, waiting)
        built = _build(days, snapshot)
        if _install(days, built, generation, snapshot.stored):
            _remember_visitors()
            ledger.mark_ranked(snapshot.direct)
            _call("delete", *(_sum_key(period, days[0]) for period in Period))
            return
    logger.warning("The ranking was not rebuilt: batches were stored all the while.")


def forget_ranking():
    """Has the ranking rebuilt before it is shown again, as after a change of the database by hand. Raises Away."""
    _call("set", CORRECTED, time.time_ns() // 1000)
    _call("delete", READY)


def corrected_at() -> int:
    """When `forget_ranking` was last called, in microseconds since 1970; 0 if never, or if Redis is away."""
    with suppress(Away):
        return int(_call("get", CORRECTED) or 0)
    return 0


def _remember_visitors():
    """Whoever was counted in the database while Redis was away is not counted in Redis again."""
    visitors = ledger.recent_visitors(timedelta(seconds=SEEN_SECONDS))
    for start in range(0, len(visitors), CHUNK):
        pipeline = _client().pipeline(transaction=False)
        for visitor, left in visitors[start : start + CHUNK]:
            pipeline.set(f"{PREFIX}seen:{visitor}", 1, nx=True, ex=left)
        _guarded(pipeline.execute)


def _build(days, snapshot):
    """Writes the snapshot into sorted sets of their own; answers their names: the total, then each day's."""
    build = f"{PREFIX}new:{uuid.uuid4()}:"
    _fill(f"{build}total", snapshot.totals)
    for day in days:
        _fill(f"{build}{day}", snapshot.days.get(day, ()))
    return [f"{build}total", *(f"{build}{day}" for day in days)]


def _fill(key, rows: list[tuple[int, int]]):
    for start in range(0, len(rows), CHUNK):
        _call("zadd", key, {_member(picture): views for picture, views in rows[start : start + CHUNK]})
    _call("expire", key, RANKING_SECONDS)


def _install(days, built, generation, stored):
    pairs = [key for day, new in zip(days, built[1:], strict=True) for key in (_day_key(day), new)]
    keys = [READY, PENDING, BATCHES, GENERATION, TOTAL, built[0], *pairs]
    return _run("install", keys, [generation, BATCH, DAY_SECONDS, len(days), *map(str, days), *stored])


def _member(picture):
    return f"{picture:020d}"


def _field(field):
    day, picture = field.decode().split(":")
    return date.fromisoformat(day), int(picture)


def _day_key(day):
    return f"{PREFIX}day:{day}"


def _sum_key(period, day):
    return f"{PREFIX}sum:{period}:{day}"
