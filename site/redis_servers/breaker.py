"""A circuit breaker for each Redis server, so that nobody waits for one that is away.

redis = breaker("redis://127.0.0.1/0")
if redis.allows():
    try: ...
    except RedisError as error: redis.failed(error)
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from django.db import connections

logger = logging.getLogger(__name__)
SECONDS = 0.5  # between two checks whether it is back


class Breaker:
    """Open from the first failure until all checks of the server pass again.

    They run in a thread of their own, for which no request waits. A line is logged when it opens, and when it closes.
    """

    def __init__(self, name: str, seconds: float = SECONDS, sleep: Callable[[float], object] = time.sleep):
        self.name, self.seconds, self.sleep = name, seconds, sleep
        # Name of a user of the server -> its check, a function that raises where the server is of no use to it yet.
        self.checks: dict[str, Callable[[], object]] = {}
        self._lock = threading.Lock()
        self._watcher: threading.Thread | None = None
        self._open = False

    def allows(self) -> bool:
        """Whether to send the server anything now."""
        if self._open:
            self._watch()  # in case this process was forked while it was open, as threads are not inherited
        return not self._open

    def failed(self, error: BaseException) -> None:
        with self._lock:
            if not self._open:
                self._open = True
                logger.warning("%s is away, and left alone until it is back: %s", self.name, error)
        self._watch()

    def close(self) -> None:
        with self._lock:
            if self._open:
                self._open = False
                logger.warning("%s is back.", self.name)

    def check_now(self) -> bool:
        """Whether it is closed, after asking the server at once. For who may wait for that: no request may."""
        if self._open and self._is_back():
            self.close()
        return not self._open

    def _watch(self) -> None:
        with self._lock:
            if self._open and not (self._watcher and self._watcher.is_alive()):
                self._watcher = threading.Thread(target=self._wait, name=f"waits for {self.name}", daemon=True)
                self._watcher.start()

    def _wait(self) -> None:
        while self._open:
            self.sleep(self.seconds)
            self.check_now()
            connections.close_all()  # those of this thread, which a check may have used

    def _is_back(self) -> bool:
        try:
            for check in list(self.checks.values()):
                check()
        except Exception:  # noqa: BLE001 - whatever it is, the server does not do what it should
            return False
        return True


def breaker(url: str) -> Breaker:
    """The one breaker of the server at this address, whichever of its databases is meant."""
    parts = urlsplit(url)
    return _of_server(parts.scheme, parts.netloc, parts.path if parts.scheme == "unix" else "")


@cache
def _of_server(scheme: str, netloc: str, path: str) -> Breaker:
    return Breaker(f"The Redis at {netloc.rpartition('@')[2] or path}")
