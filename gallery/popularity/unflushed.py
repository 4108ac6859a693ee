"""What this process has counted in Redis and nobody has stored yet, lest a Redis that is emptied takes it along.

Each process remembers its own share of each batch. A batch that is neither in Redis nor in the database was lost, and
each process of the web server adds its share to the database itself (gallery/upkeep.py). A flusher that still holds the
batch cannot store it after that: the batch's row in the database says which of the two it was.
"""

import logging
import threading
import uuid
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import date

from gallery import ledger

from .connection import call, patiently
from .keys import BATCHES

logger = logging.getLogger(__name__)

MOST = 1_000  # batches: those of hours in which the database takes none


@dataclass
class Share:
    """Views, by day and picture, and the name under which they are stored should the batch be lost."""

    name: uuid.UUID = field(default_factory=uuid.uuid4)
    counts: Counter = field(default_factory=Counter)


open_shares: dict[str, Share] = {}  # by the batch's name
closed_shares: deque[tuple[str, Share]] = deque()  # of batches that are stored or lost; nothing is added any more
_noting, _settling = threading.Lock(), threading.Lock()


def note(batch: str, day: date, picture: int):
    """One view was counted into this batch."""
    with _noting:
        open_shares.setdefault(batch, Share()).counts[day, picture] += 1
        if len(open_shares) > MOST:
            del open_shares[next(iter(open_shares))]


@patiently()
def settle() -> int:
    """Forgets what is stored, and stores what was lost; answers how many views were. Raises Away or DatabaseError.

    Redis is asked before the database, as a batch is stored before it leaves Redis. What fails is kept, and what is
    repeated adds nothing.
    """
    with _settling:
        _close_shares()
        found = 0
        while closed_shares:
            batch, share = closed_shares[0]
            found += ledger.store_share(uuid.UUID(batch), share.name, share.counts)
            closed_shares.popleft()
    if found:
        logger.warning("Redis has lost %d views before they were stored: they are in the database all the same.", found)
    return found


def _close_shares():
    if mine := set(open_shares):
        waiting = {name.decode() for name in call("smembers", BATCHES)}
        with _noting:
            gone = (mine - waiting) & open_shares.keys()
            closed_shares.extend((batch, open_shares.pop(batch)) for batch in gone)
