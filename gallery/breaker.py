import logging
import threading
import time

logger = logging.getLogger(__name__)


class Breaker:
    """Keeps requests from waiting, one after the other, on a server that is away.

    After a first failure nothing real is sent until a ping came back; after `failures` in a row the server is left
    alone for `seconds`. One line is logged when it opens and one when the server is back, not one for each request.
    """

    def __init__(self, name, ping, failures=3, seconds=2.0, clock=time.monotonic):
        self.name, self.ping, self.failures, self.seconds, self.clock = name, ping, failures, seconds, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._open_until = 0.0

    def allows(self) -> bool:
        """Whether to try the server now. `ping` raises where it does not answer."""
        if not self._failed:
            return True
        # One thread asks; the others do without the server meanwhile.
        if self.clock() < self._open_until or not self._lock.acquire(blocking=False):
            return False
        try:
            self.ping()
        except Exception as error:  # noqa: BLE001 - whatever it is, the server is not there
            self.failed(error)
            return False
        finally:
            self._lock.release()
        return True

    def succeeded(self):
        if self._failed >= self.failures:
            logger.info("%s is back.", self.name)
        self._failed = 0

    def failed(self, error):
        self._failed += 1
        if self._failed >= self.failures:
            self._open_until = self.clock() + self.seconds
        if self._failed == self.failures:
            logger.warning("%s is away: %s", self.name, error)
