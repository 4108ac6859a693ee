"""Celery's worker and beat for a broker that may be away: they log it once, and are back within a second."""

import os
import time
import warnings
from contextlib import suppress

from billiard import current_process  # type: ignore[import-untyped]
from celery.beat import PersistentScheduler, SchedulingError
from celery.worker import state
from celery.worker.consumer import Consumer

from .broker import broker


def reconnect(connection, callback=lambda: None):
    """Tries once a second, where Celery would wait up to half a minute. The breaker logs the failure, once."""
    while not broker.allows():
        callback()
        time.sleep(0.1)
    return connection.ensure_connection(
        lambda error, _interval: broker.failed(error),
        max_retries=None,
        interval_start=1,
        interval_step=0,
        interval_max=1,
        callback=callback,
    )


class BreakerConsumer(Consumer):
    def ensure_connected(self, conn):
        return reconnect(conn, state.maybe_shutdown)

    def on_connection_error_after_connected(self, exc):
        broker.failed(exc)
        # kombu may find its channel gone before it has put back what was not done: that comes back by itself.
        with suppress(AttributeError), warnings.catch_warnings(action="ignore"):
            super().on_connection_error_after_connected(exc)


class QuietScheduler(PersistentScheduler):
    """Skips jobs while the broker is away: they come again. Celery's own scheduler logs a traceback for each.

    Inside a worker it ends with it, also where the worker is killed: two beats would do everything twice.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.worker = os.getppid() if current_process().name == "Beat" else None

    def end_with_worker(self):
        if self.worker and os.getppid() != self.worker:
            raise SystemExit

    def tick(self, *args, **kwargs):
        self.end_with_worker()
        return super().tick(*args, **kwargs)

    def _ensure_connected(self):
        return reconnect(self.connection, self.end_with_worker)

    def apply_entry(self, entry, producer=None):
        if broker.allows():
            try:
                self.apply_async(entry, producer=producer, advance=False)
            except SchedulingError as error:
                broker.failed(error.__cause__ or error)
