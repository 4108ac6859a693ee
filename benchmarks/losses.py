"""Which views a Redis takes along: those that wait in it for their flush when it is emptied or put back.

Import it inside a Lab.
"""

from collections import Counter

from benchmarks import content
from gallery.popularity.counters import EVENTS


class Losses:
    """What was taken is lost where its visitor is not in the database in the end."""

    def __init__(self):
        self.taken: dict[str, tuple[str, int]] = {}  # visitor -> how it went, picture

    def empty(self, valkey):
        """Takes all, in one transaction, so that no view comes between looking and emptying."""
        events, _ok = valkey.pipeline().xrange(EVENTS).flushall().execute()
        self._note("FLUSHALL", events)

    def read_before_the_end(self, valkey):
        """For the moment before the server is killed and put back: nobody writes to it from now on."""
        valkey.client_pause(60_000, all=False)
        self._note("older state", valkey.xrange(EVENTS))

    def _note(self, how, events):
        for _entry, fields in events:
            self.taken[fields[b"visitor"].decode()] = how, int(fields[b"picture"])

    def lost(self) -> Counter[tuple[str, int]]:
        """(how it went, picture) -> views. After a flush, and before the visitors of those stored are forgotten."""
        counted = content.counted_visitors()
        self.taken = {visitor: view for visitor, view in self.taken.items() if visitor not in counted}
        return Counter(self.taken.values())
