"""What happened to views while Redis was away, and what Redis must hear before it is used again."""

import threading
import time
from collections import deque
from typing import NamedTuple

from . import ledger
from .counters import breaker, client, script
from .keys import READY


class Unsettled(NamedTuple):
    """A view that Redis may or may not have counted: until when it may be settled, whose it is, and the command.

    until: by time.monotonic(). visitor: keys of today and yesterday. keys, args: of the script lua/view.lua.
    """

    until: float
    visitor: tuple[str, str]
    keys: list
    args: list


# Whether this process has counted views in the database, which the sorted sets in Redis do not know of yet.
behind = threading.Event()
unsettled = deque(maxlen=1_000)


def catch_up():
    """Nothing shows the sorted sets until they are rebuilt, and what is unsettled is counted, unless it has been.

    The script counts a visitor once in 30 minutes, so that it may be run again where it perhaps has not run.
    """
    if behind.is_set():
        client().delete(READY)
        behind.clear()
    while unsettled:
        view = unsettled[0]
        if time.monotonic() < view.until and not ledger.was_counted_directly(view.visitor):
            script("view")(view.keys, view.args, client=client())
        unsettled.popleft()


breaker.checks["ranking"] = catch_up
