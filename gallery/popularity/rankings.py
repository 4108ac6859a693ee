"""The rankings, and what was not counted, read from Redis."""

from datetime import date, timedelta

from gallery import ledger
from gallery.periods import Period, today
from gallery.uncounted import Uncounted

from .connection import Away, run
from .keys import DAYS_KEPT, SUM_SECONDS, sources, uncounted_key


class Scores(list):
    """(picture's id, views), best first. `from_database`: without the views of the last seconds."""

    from_database = False


def scores(period: Period, first: int, number: int, *, yesterday=False) -> Scores:
    """The best of the period, which ends today, or yesterday; at most `number`, from place `first` (0 is the best).

    From the database where Redis is away or was emptied.
    """
    last = today() - timedelta(days=yesterday)
    keys, weight = sources(period, last, yesterday=yesterday)
    try:
        flat = run("scores", keys, [first, first + number - 1, SUM_SECONDS, weight])
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
    sums = run("uncounted", keys, [f"{picture}:{reason}" for picture, reason in wanted]) if wanted else []
    return dict(zip(wanted, sums, strict=True))
