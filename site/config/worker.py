"""Celery's worker and its beat, quiet and quickly back where their broker was away."""

from celery.beat import PersistentScheduler, SchedulingError
from celery.utils.log import get_logger
from celery.worker import state
from celery.worker.consumer import Consumer

from .broker import broker

logger = get_logger(__name__)


def reconnect(connection, callback=None):
    """Tries once a second, with one line in the log: Celery's own patience grows to half a minute."""
    told = []

    def tell_once(error, _interval):
        if not told:
            logger.warning("The broker is away: %s", error)
        told.append(error)

    return connection.ensure_connection(
        tell_once, max_retries=None, interval_start=1, interval_step=0, interval_max=1, callback=callback
    )


class PatientConsumer(Consumer):
    def ensure_connected(self, conn):
        return reconnect(conn, state.maybe_shutdown)


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
