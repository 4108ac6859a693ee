"""The names of the keys in the counters' Redis, as explained in gallery/popularity/__init__.py."""

from datetime import date, timedelta

from gallery.periods import Period

PREFIX = "{views}:"  # one hash tag: a Redis Cluster keeps all keys on one node, and one script can use them all
SEEN, BATCH = f"{PREFIX}seen:", f"{PREFIX}batch:"
FILLING, BATCHES, TOTAL = f"{PREFIX}filling", f"{PREFIX}batches", f"{PREFIX}total"
READY, GENERATION = f"{PREFIX}ready", f"{PREFIX}generation"

ONE_DAY = 24 * 60 * 60  # seconds
DAYS_KEPT = 31  # the longest period has 30 days, and yesterday's began a day earlier
DAY_SECONDS = (DAYS_KEPT + 1) * ONE_DAY
SUM_SECONDS = 2 * ONE_DAY  # today's sum is yesterday's tomorrow
SUMMED = (Period.WEEK, Period.MONTH)


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


def sources(period: Period, last: date, *, yesterday: bool) -> tuple[list[str], int]:
    """Where the ranking of the period that ends on the day `last` is, for scores.lua.

    Answers the keys, and the weight of what is added to the first set that a sum is made of.
    """
    days = period.days(last)
    if days is None and not yesterday:
        return [READY, TOTAL], 1
    if days is None:  # the total without today
        return [READY, sum_key(period, last), TOTAL, day_key(last + timedelta(days=1))], -1
    if len(days) == 1:
        return [READY, day_key(last)], 1
    return [READY, sum_key(period, last), *map(day_key, days)], 1
