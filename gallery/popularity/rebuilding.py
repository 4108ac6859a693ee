"""The sorted sets, built from the database after Redis was away or emptied."""

import logging
import time
import uuid
from contextlib import suppress
from datetime import timedelta

from gallery import ledger
from gallery.periods import Period, days_until, today

from .connection import Away, call, client, guarded, patiently, run
from .keys import (
    BATCH,
    BATCHES,
    DAY_SECONDS,
    DAYS_KEPT,
    GENERATION,
    PREFIX,
    READY,
    SEEN,
    TOTAL,
    day_key,
    member,
    sum_key,
)
from .view import SEEN_SECONDS

logger = logging.getLogger(__name__)

BUILD_SECONDS = 60 * 60  # a rebuilding that dies leaves nothing behind for longer, and none lasts as long
CHUNK = 1_000  # members or commands a round trip


def has_ranking() -> bool:
    """Whether there are sorted sets in Redis to be shown. Raises Away."""
    return bool(call("exists", READY))


def is_ready() -> bool:
    """Whether the sorted sets in Redis hold all that the database holds. Raises Away."""
    return has_ranking() and not ledger.has_unranked()


def forget_ranking():
    """Has the ranking rebuilt, and totals go down, after a change of the database by hand; Redis may be away."""
    ledger.note_correction()
    with suppress(Away):
        call("delete", READY)


@patiently()
def rebuild_ranking(tries=5):
    """Builds the sorted sets from the database, with what waits in Redis added. Raises Away.

    Views go on being counted meanwhile. Batches stored meanwhile make it begin again, at most `tries` times.
    """
    days = days_until(today(), DAYS_KEPT)
    for _try in range(tries):
        call("set", GENERATION, time.time_ns(), nx=True)  # an emptied Redis never has the old one
        generation = (call("get", GENERATION) or b"").decode()
        waiting = {name.decode() for name in call("smembers", BATCHES)}
        snapshot = ledger.snapshot(days, waiting)
        built = _build(days, snapshot)
        if install(days, built, generation, snapshot.stored):
            _remember_visitors()
            ledger.mark_ranked(snapshot)
            return
    logger.warning("The ranking was not rebuilt: batches were stored all the while.")


def install(days, built, generation, stored) -> bool:
    """Puts the built sets in place, with what waits in Redis; False where the generation is another meanwhile."""
    pairs = [key for day, new in zip(days, built[1:], strict=True) for key in (day_key(day), new)]
    sums = [sum_key(period, day) for period in Period for day in days[:2]]
    keys = [READY, BATCHES, GENERATION, TOTAL, built[0], *pairs, *sums]
    return bool(run("install", keys, [generation, BATCH, DAY_SECONDS, len(days), *map(str, days), *stored]))


def _build(days, snapshot):
    """Writes the snapshot into sorted sets of their own; answers their names: the total, then each day's."""
    build = f"{PREFIX}new:{uuid.uuid4()}:"
    _fill(f"{build}total", snapshot.totals)
    for day in days:
        _fill(f"{build}{day}", snapshot.days.get(day, ()))
    return [f"{build}total", *(f"{build}{day}" for day in days)]


def _fill(key, rows: list[tuple[int, int]]):
    for start in range(0, len(rows), CHUNK):
        call("zadd", key, {member(picture): views for picture, views in rows[start : start + CHUNK]})
        call("expire", key, BUILD_SECONDS)


def _remember_visitors():
    """Whoever was counted in the database while Redis was away is not counted in Redis again."""
    visitors = ledger.recent_visitors(timedelta(seconds=SEEN_SECONDS))
    for start in range(0, len(visitors), CHUNK):
        pipeline = client().pipeline(transaction=False)
        for visitor, left in visitors[start : start + CHUNK]:
            pipeline.set(f"{SEEN}{visitor}", 1, nx=True, ex=left)
        guarded(pipeline.execute)
