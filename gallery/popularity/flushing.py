"""Views that wait in Redis are made durable."""

import uuid

from django.utils import timezone

from gallery import ledger
from gallery.pulses import Pulse

from .connection import call, patiently, run
from .keys import BATCH, BATCHES, FILLING, GENERATION, parse_batch_field


@patiently()
def flush() -> int:
    """Makes the views that wait in Redis durable; answers how many. Raises Away where Redis is.

    Exactly once, whatever dies when: a batch's name is stored in the transaction that adds its counts, and one whose
    name is there is only dropped. Any number of flushers may run at once.
    """
    stored, began = 0, timezone.now()
    for name in run("close", [FILLING, BATCHES], []):
        name = name.decode()
        counts = {parse_batch_field(field): int(views) for field, views in call("hgetall", BATCH + name).items()}
        if counts:  # else another flusher has dropped it, or Redis has lost it, and then it must not seem stored
            stored += ledger.store(uuid.UUID(name), counts)
            run("drop", [BATCH + name, BATCHES, GENERATION], [name])
    Pulse.FLUSH.beat(began)
    return stored


def begin_new_batch():
    """Has the next view begin a batch of its own. Raises Away.

    For when Redis may have been restarted from an older state, in which it fills a batch that is stored by now.
    """
    call("delete", FILLING)


def nothing_waits() -> bool:
    """Whether all views are durable. Raises Away."""
    return not call("exists", BATCHES)
