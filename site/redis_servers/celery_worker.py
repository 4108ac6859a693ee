"""Celery's worker and its beat, quiet and quickly back where their broker was away."""

import time
import warnings

from celery.beat import PersistentScheduler, SchedulingError
from celery.worker import state
from celery.worker.consumer import Consumer

from .broker import broker


def reconnect(connection, callback=lambda: None):
    """Tries once a second: Celery's own patience grows to half a minute. The breaker tells the log, once."""
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
        with warnings.catch_warnings(action="ignore"):  # about tasks that go on: they may, they are repeatable
            super().on_connection_error_after_connected(exc)


class QuietScheduler(PersistentScheduler):
    """Skips a job while the broker is away; it comes again. Celery's own logs a traceback for each."""

    def _ensure_connected(self):
        return reconnect(self.connection)

    def apply_entry(self, entry, producer=None):
        if broker.allows():
            try:
                self.apply_async(entry, producer=producer, advance=False)
            except SchedulingError as error:
                broker.failed(error.__cause__ or error)
