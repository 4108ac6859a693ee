import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connections

logger = logging.getLogger(__name__)


class Probe:
    """Runs a check that may hang in a thread of its own, and waits at most `seconds` for it.

    Whoever asks while it runs waits for the same answer, so that threads do not pile up on a server that hangs. After
    `abandoned` seconds a check that still hangs is given up, and the next question starts another.
    """

    def __init__(
        self,
        name: str,
        check: Callable,
        seconds: float = 1.0,
        abandoned: float = 15.0,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.name, self.check, self.seconds, self.abandoned, self.clock = name, check, seconds, abandoned, clock
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._answers, self._began = [], 0.0

    def __call__(self) -> Any:
        """What the check answers; None if it failed or has not answered in time."""
        with self._lock:
            if not self._is_running():
                self._answers, self._began = [], self.clock()
                self._thread = threading.Thread(target=self._run, args=[self._answers], daemon=True)
                self._thread.start()
            thread, answers = self._thread, self._answers
        if thread:
            thread.join(self.seconds)
        return answers[0] if answers else None

    def _is_running(self) -> bool:
        return bool(self._thread and self._thread.is_alive()) and self.clock() - self._began < self.abandoned

    def _run(self, answers: list) -> None:
        try:
            answers.append(self.check())
        except Exception as error:  # noqa: BLE001 - whatever it is, the server is of no use
            logger.warning("%s does not answer: %s", self.name, type(error).__name__)


def on_new_connection(query: Callable) -> Callable:
    """Calls `query`, with a new connection to the database for it alone, and answers what it answers.

    The pool would not do: it may be used up, so that the check would wait for a page to finish, and its connections may
    hang on a server that is gone.
    """
    pages = connections["default"]
    settings = {**pages.settings_dict, "OPTIONS": {**pages.settings_dict["OPTIONS"]}}
    if settings["OPTIONS"].pop("pool", None):
        settings["OPTIONS"]["connect_timeout"] = 2  # seconds, the least that PostgreSQL's client takes
    connections["default"] = connection = type(pages)(settings, "default")  # this thread's
    try:
        return query()
    finally:
        connection.close()
        del connections["default"]
