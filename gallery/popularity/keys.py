"""The names of the keys in the counters' Redis, as explained in gallery/popularity/__init__.py."""

from datetime import date, timedelta

from gallery.periods import Period

PREFIX = "{views}:"  # one hash tag: a Redis Cluster keeps all keys on one node, and one script can use them all
SEEN, BATCH = f"{PREFIX}seen:", f"{PREFIX}batch:"
FILLING, BATCHES, TOTAL = f"{PREFIX}filling", f"{PREFIX}batches", f"{PREFIX}total"
READY, GENERATION = f"{PREFIX}ready", f"{PREFIX}generation"

MINUTE = 60
YESTERDAYS = 10 * MINUTE  # yesterday's rankings hardly move any more
DAYS_KEPT = 31  # the longest period has 30 days, and yesterday's began a day earlier
DAY_SECONDS = (DAYS_KEPT + 1) * 24 * 60 * MINUTE


def day_key(day: date) -> str:
    return f"{PREFIX}day:{day}"


def sum_key(period: Period, last: date) -> str:
    return f"{PREFIX}sum:{period}:{last}"


def uncounted_key(day: date) -> str:
    return f"{PREFIX}uncounted:{day}"


def member(picture: int) -> str:
    """A picture's id as it stands in the sorted sets."""
    return f"{picture:020d}"


def batch_field(day: date, picture: int) -> str:
    return f"{day}:{member(picture)}"


def parse_batch_field(field: bytes) -> tuple[date, int]:
    day, picture = field.decode().split(":")
    return date.fromisoformat(day), int(picture)


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
