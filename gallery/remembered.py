"""What the web server's processes of one machine have shown and whom they have counted, for when Redis cannot tell.

No total that was shown is followed by a lower one, and who was counted shortly before Redis went away, or was emptied,
is not counted again. With several machines each remembers its own.
"""

import time
from datetime import date

from . import ledger, popularity
from .memory import memory
from .periods import Period
from .uncounted import Uncounted

LATEST = "corrected"  # when the counts that it follows were last changed by hand, in microseconds since 1970


def count_view(picture: int, visitor: tuple[str, str], *, counts=True, left_out_as: str | None = None) -> int:
    """As popularity.count_view, but not for a visitor who was counted already, whatever Redis knows of it."""
    if counts and is_repeat(visitor):
        counts, left_out_as = False, Uncounted.REPEAT
    doubtful = counts and begin(visitor)
    if doubtful and ledger.was_counted_directly(visitor):
        counts, left_out_as = False, Uncounted.REPEAT
    look = popularity.look(picture, visitor, counts=counts, doubtful=doubtful, left_out_as=left_out_as)
    if counts:
        remember(visitor, look.left)
    return total(picture, look.views)


def is_repeat(visitor: tuple[str, str]) -> bool:
    """Whether this visitor, by the key of today or of yesterday, was counted in the last 30 minutes."""
    return any(memory.visitors.get(key) > time.time() for key in visitor)


def begin(visitor: tuple[str, str]) -> bool:
    """Notes that this visitor is being counted; answers whether that had begun before and nobody knows how it ended.

    So it is after a process was killed: perhaps Redis has counted, perhaps the database.
    """
    key = f"begun {visitor[0]}"
    begun = memory.visitors.get(key) > time.time()
    memory.visitors.raised(key, _until())
    return begun


def remember(visitor: tuple[str, str], seconds: int | None = None):
    """Notes that this visitor was counted, and is not to be counted for so long: a repeat does not lengthen it."""
    memory.visitors.raised(visitor[0], _until(seconds))


def _until(seconds=None):
    return int(time.time()) + (popularity.SEEN_SECONDS if seconds is None else seconds)


def total(picture: int, views: int) -> int:
    """The total to show where `views` was found: never less than shown before."""
    return memory.totals.raised(str(picture), views)


def scores(period: Period, day: date, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A stretch, (picture, views), of the ranking of the period that ends on that day, none lower than shown before."""
    prefix = "" if period == Period.ALL else f"{period} {day} "
    views = memory.totals.all_raised([(f"{prefix}{picture}", views) for picture, views in found])
    raised = zip((picture for picture, _views in found), views, strict=True)
    return sorted(raised, key=lambda row: (-row[1], -row[0]))


def follow_corrections():
    """Forgets the totals after the counts were changed by hand (gallery/upkeep.py)."""
    corrected = ledger.corrected_at()
    corrected = int(corrected.timestamp() * 1_000_000) if corrected else 0
    if corrected > memory.totals.get(LATEST):
        memory.totals.forget()
        memory.totals.raised(LATEST, corrected)
