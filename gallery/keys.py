"""The names of the sorted sets in the counters' Redis; gallery/popularity.py lists all the names."""

from datetime import date, timedelta

from .periods import Period

PREFIX = "{views}:"  # one hash tag: a Redis Cluster keeps all keys on one node, and one script can use them all
TOTAL, READY = f"{PREFIX}total", f"{PREFIX}ready"

MINUTE = 60
YESTERDAYS = 10 * MINUTE  # yesterday's rankings hardly move any more


def day_key(day: date) -> str:
    return f"{PREFIX}day:{day}"


def sum_key(period: Period, last: date) -> str:
    return f"{PREFIX}sum:{period}:{last}"


def uncounted_key(day: date) -> str:
    return f"{PREFIX}uncounted:{day}"


def sources(period: Period, last: date, *, yesterday: bool) -> tuple[list[str], list[int]]:
    """Where the ranking of the period that ends on the day `last` is, for scores.lua.

    Answers the keys, and how long their sum is kept, in seconds, with the weight of what is added to the first.
    """
    days = period.days(last)
    if days is None and not yesterday:
        return [READY, TOTAL], [0, 1]
    if days is None:  # the total without today
        return [READY, sum_key(period, last), TOTAL, day_key(last + timedelta(days=1))], [YESTERDAYS, -1]
    if len(days) == 1:
        return [READY, day_key(last)], [0, 1]
    return [READY, sum_key(period, last), *map(day_key, days)], [YESTERDAYS if yesterday else MINUTE, 1]
