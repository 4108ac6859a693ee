"""One look at a picture, as Redis is told of it."""

import uuid
from datetime import date
from typing import NamedTuple

from . import unflushed
from .keys import (
    BATCH,
    BATCHES,
    DAY_SECONDS,
    FILLING,
    READY,
    SEEN,
    SUMMED,
    TOTAL,
    batch_field,
    day_key,
    member,
    sum_key,
    uncounted_key,
)

SEEN_SECONDS = 30 * 60


class Answer(NamedTuple):
    """is_total: `views` are all of the picture's, else those of today that wait to be stored.

    left: in how many seconds this visitor may be counted again.
    """

    is_total: bool
    views: int
    left: int


class View(NamedTuple):
    """The script lua/view.lua for a picture, a visitor (the keys of the day and of the day before) and a UTC day."""

    picture: int
    visitor: tuple[str, str]
    day: date

    def send(self, run, *, counts=True, left_out_as="") -> Answer:
        """run: one of connection.py. counts: False only asks, and samples `left_out_as`. Raises what `run` raises."""
        seen = [f"{SEEN}{key}" for key in self.visitor]
        sums = [sum_key(period, self.day) for period in SUMMED]
        keys = [*seen, FILLING, BATCHES, TOTAL, day_key(self.day), *sums, READY, uncounted_key(self.day)]
        names = [member(self.picture), batch_field(self.day, self.picture), BATCH, str(uuid.uuid4())]
        is_total, views, left, batch = run("view", keys, [*names, SEEN_SECONDS, DAY_SECONDS, int(counts), left_out_as])
        if batch:
            unflushed.note(batch.decode(), self.day, self.picture)
        return Answer(bool(is_total), views, left)
