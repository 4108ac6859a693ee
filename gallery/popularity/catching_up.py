"""What happened to views while Redis was away, and what Redis must hear before it is used again."""

import threading
import time
from collections import deque
from typing import NamedTuple

from gallery import ledger

from .connection import breaker, client, run_unguarded
from .keys import FILLING, READY
from .view import View


class Unsettled(NamedTuple):
    """A view that Redis may or may not have counted, and until when it may be settled, by time.monotonic()."""

    until: float
    view: View


# Whether this process has counted views in the database, which the sorted sets in Redis do not know of yet.
behind = threading.Event()
unsettled = deque(maxlen=1_000)


def catch_up():
    """Nothing shows the sorted sets until they are rebuilt, and what is unsettled is counted, unless it has been.

    The script counts a visitor once in 30 minutes, so that it may be run again where it perhaps has not run.
    Views go into a new batch: the one that a Redis restarted from an older state goes on filling may be stored already.
    """
    client().delete(FILLING)
    if behind.is_set():
        client().delete(READY)
        behind.clear()
    while unsettled:
        until, view = unsettled[0]
        if time.monotonic() < until and not ledger.was_counted_directly(view.visitor):
            view.send(run_unguarded)
        unsettled.popleft()


breaker.checks["ranking"] = catch_up
