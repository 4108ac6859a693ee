"""How often each picture is seen: counted in Redis, durable in the database. Nothing else talks to the counters' Redis.

Every key carries the hash tag {views}, so that one script can use them all on a Redis Cluster:

    {views}:seen:<visitor>     somebody who was counted in the last 30 minutes
    {views}:pending            hash, <day>:<picture> -> views that no batch holds yet
    {views}:batches            set of the names of batches, each a hash {views}:batch:<name> like the one above
    {views}:total              sorted set, picture -> all its views
    {views}:day:<day>          sorted set, picture -> its views on that UTC day
    {views}:sum:<period>:<day> the ranking of a period that ends on that day, kept for a minute
    {views}:uncounted:<day>    hash, <picture>:<reason> -> looks at it that were no views; nowhere else, as they are no
                               more than an explanation: at most four fields a picture and day, gone after a month
    {views}:ready              there while the sorted sets hold everything that the database holds
    {views}:generation         how many batches were dropped since it began
    {views}:corrected          when the database was last changed by hand, in microseconds since 1970

Pictures are ids padded with zeros: equal scores then come in the order of the ids, newest first.
"""

import logging
import time
import uuid
from contextlib import suppress
from datetime import date, timedelta

from django.utils import timezone

from . import ledger
from .catching_up import Unsettled, behind, unsettled
from .counters import Away
from .counters import call as _call
from .counters import client as _client
from .counters import guarded as _guarded
from .counters import patiently as _patiently
from .counters import run as _run
from .keys import PREFIX, READY, TOTAL, day_key, sources, sum_key, uncounted_key
from .periods import Period, days_until, today
from .pulses import Pulse
from .uncounted import Uncounted

logger = logging.getLogger(__name__)

SEEN_SECONDS = 30 * 60
DAYS_KEPT = 31  # the longest period has 30 days, and yesterday's began a day earlier
DAY_SECONDS = (DAYS_KEPT + 1) * 24 * 60 * 60
PENDING, BATCHES, GENERATION, CORRECTED = (
    f"{PREFIX}{name}" for name in ["pending", "batches", "generation", "corrected"]
)
BATCH = f"{PREFIX}batch:"
BUILD_SECONDS = 60 * 60  # a rebuilding that dies leaves nothing behind for longer, and none lasts as long
CHUNK = 1_000  # members or commands a round trip, when the sorted sets are rebuilt


class Scores(list):
    """(picture's id, views), best first. `from_database`: without the views of the last seconds."""

    from_database = False


class Total(int):
    """Views of a picture. `left`: in how many seconds the visitor who was counted last may be counted again."""

    left = SEEN_SECONDS


def count_view(
    picture: int, visitor: tuple[str, str], *, counts=True, doubtful=False, left_out_as: str | None = None
) -> Total:
    """Counts a view of the picture, once a visitor in 30 minutes; answers the picture's total of views.

    picture: its page's id. visitor: the visitor's key of today and that of yesterday. counts: False only asks, and
    samples why it was no view where `left_out_as` is one of Uncounted.
    A view that Redis may or may not have counted before it fell silent, or that is `doubtful` for another reason, is
    not written to the database as well, but counted when Redis is back, unless it has been.
    """
    day = today()
    seen = [f"{PREFIX}seen:{key}" for key in visitor]
    keys = [*seen, PENDING, BATCHES, TOTAL, day_key(day), READY, uncounted_key(day)]
    args = [_member(picture), f"{day}:{_member(picture)}", BATCH, SEEN_SECONDS, DAY_SECONDS]
    try:
        is_total, views, left = _run(
            "view", keys, [*args, int(counts), left_out_as if left_out_as in Uncounted else ""]
        )
    except Away as away:
        if counts and (away.uncertain or doubtful):
            unsettled.append(Unsettled(time.monotonic() + SEEN_SECONDS, visitor, keys, [*args, 1]))
        elif counts:
            behind.set()
            ledger.count_directly(day, picture, visitor, timedelta(seconds=SEEN_SECONDS))
        return Total(ledger.total(picture))
    total = Total(views if is_total else _durable_and_waiting(picture, keys, [*args, 0]))
    total.left = left
    return total


def _durable_and_waiting(picture, keys, args):
    """Redis is asked after the database: a batch stored in between is then missing, rather than there twice."""
    durable = ledger.total(picture)
    with suppress(Away):
        is_total, views, _left = _run("view", keys, args)
        return views if is_total else durable + views
    return durable


def scores(period: Period, first: int, number: int, *, yesterday=False) -> Scores:
    """The best of the period, which ends today, or yesterday; at most `number`, from place `first` (0 is the best).

    From the database where Redis is away or was emptied.
    """
    last = today() - timedelta(days=yesterday)
    keys, how = sources(period, last, yesterday=yesterday)
    try:
        flat = _run("scores", keys, [first, first + number - 1, *how])
    except Away:
        flat = None
    if flat is not None:
        return Scores((int(picture), int(float(views))) for picture, views in zip(flat[::2], flat[1::2], strict=True))
    found = Scores(ledger.scores(period.days(last), first, number, last if yesterday else None))
    found.from_database = True
    return found


def uncounted(pictures: list[int], days: list[date]) -> dict[tuple[int, Uncounted], int]:
    """How many looks at each picture on these days were no views, by reason. Raises Away.

    Exact for as long as Redis is there and keeps its memory; none of it is in the database.
    """
    wanted = [(picture, reason) for picture in pictures for reason in Uncounted]
    keys = [uncounted_key(day) for day in days[:DAYS_KEPT]]
    sums = _run("uncounted", keys, [f"{picture}:{reason}" for picture, reason in wanted]) if wanted else []
    return dict(zip(wanted, sums, strict=True))


@_patiently()
def flush() -> int:
    """Makes the views that wait in Redis durable; answers how many. Raises Away where Redis is.

    Exactly once, whatever dies when: a batch's name is stored in the transaction that adds its counts, and one whose
    name is there is only dropped. Any number of flushers may run at once.
    """
    stored, began = 0, timezone.now()
    for name in _run("take", [PENDING, BATCHES], [BATCH, str(uuid.uuid4())]):
        name = name.decode()
        counts = {_field(field): int(views) for field, views in _call("hgetall", BATCH + name).items()}
        stored += ledger.store(uuid.UUID(name), counts)
        _run("drop", [BATCH + name, BATCHES, GENERATION], [name])
    Pulse.FLUSH.beat(began)
    return stored


def has_ranking() -> bool:
    """Whether there are sorted sets in Redis to be shown. Raises Away."""
    return bool(_call("exists", READY))


def is_ready() -> bool:
    """Whether the sorted sets in Redis hold all that the database holds. Raises Away."""
    return has_ranking() and not ledger.has_unranked()


@_patiently()
def rebuild_ranking(tries=5):
    """Builds the sorted sets from the database, with what waits in Redis added. Raises Away.

    Views go on being counted meanwhile. Batches stored meanwhile make it begin again, at most `tries` times.
    """
    days = days_until(today(), DAYS_KEPT)
    for _try in range(tries):
        generation = (_call("get", GENERATION) or b"0").decode()
        waiting = {name.decode() for name in _call("smembers", BATCHES)}
        snapshot = ledger.snapshot(days, waiting)
        built = _build(days, snapshot)
        if _install(days, built, generation, snapshot.stored):
            _remember_visitors()
            ledger.mark_ranked(snapshot.direct)
            _call("delete", *(sum_key(period, day) for period in Period for day in days[:2]))
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
        _call("expire", key, BUILD_SECONDS)


def _install(days, built, generation, stored):
    pairs = [key for day, new in zip(days, built[1:], strict=True) for key in (day_key(day), new)]
    keys = [READY, PENDING, BATCHES, GENERATION, TOTAL, built[0], *pairs]
    return _run("install", keys, [generation, BATCH, DAY_SECONDS, len(days), *map(str, days), *stored])


def _member(picture):
    return f"{picture:020d}"


def _field(field):
    day, picture = field.decode().split(":")
    return date.fromisoformat(day), int(picture)
