"""A look at a picture: the total that it shows, counted with Redis or without."""

import time
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from gallery import ledger
from gallery.periods import today
from gallery.uncounted import Uncounted

from .catching_up import Unsettled, behind, unsettled
from .connection import Away, run
from .view import SEEN_SECONDS, View


class Look(NamedTuple):
    """What came of it: the picture's total of views, and in how many seconds this visitor may be counted again."""

    views: int
    left: int = SEEN_SECONDS


def count_view(picture: int, visitor: tuple[str, str], **how) -> int:
    """The same as `look`; answers the picture's total of views alone."""
    return look(picture, visitor, **how).views


def look(
    picture: int, visitor: tuple[str, str], *, counts=True, doubtful=False, left_out_as: str | None = None
) -> Look:
    """Counts a view of the picture, once a visitor in 30 minutes.

    picture: its page's id. visitor: the visitor's key of today and that of yesterday. counts: False only asks, and
    samples why it was no view where `left_out_as` is one of Uncounted.
    A view that Redis may or may not have counted before it fell silent, or that is `doubtful` for another reason, is
    not written to the database as well, but counted when Redis is back, unless it has been.
    """
    view = View(picture, visitor, today())
    try:
        answer = view.send(run, counts=counts, left_out_as=left_out_as if left_out_as in Uncounted else "")
    except Away as away:
        if counts:
            _count_without(view, is_uncertain=away.uncertain or doubtful)
        return Look(ledger.total(picture))
    return Look(answer.views if answer.is_total else _durable_and_waiting(view), answer.left)


def _count_without(view, *, is_uncertain):
    if is_uncertain:
        unsettled.append(Unsettled(time.monotonic() + SEEN_SECONDS, view))
    else:
        behind.set()
        ledger.count_directly(view.day, view.picture, view.visitor, timedelta(seconds=SEEN_SECONDS))


def _durable_and_waiting(view):
    """Redis is asked after the database: a batch stored in between is then missing, rather than there twice."""
    durable = ledger.total(view.picture)
    with suppress(Away):
        answer = view.send(run, counts=False)
        return answer.views if answer.is_total else durable + answer.views
    return durable
