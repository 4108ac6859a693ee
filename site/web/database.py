"""PostgreSQL may hang: its machine is frozen, or the network swallows what it says. A page waits 2 seconds for it."""

import time
from collections.abc import Generator
from typing import Any

import psycopg
from django.db import connection

from .probes import Probe, on_new_connection

PATIENCE = 0.5  # seconds without a word, before the server is asked on a new connection whether it is there


def _ask() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


database_answers = Probe("The database", lambda: on_new_connection(_ask))


class PatientConnection(psycopg.Connection):
    """Waits for a slow query as long as the server answers others; for a server that does not, about 2 seconds."""

    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **kwargs: Any) -> Any:
        """As psycopg's. Raises OperationalError where the server is silent; the connection is closed then."""
        try:
            return super().wait(_watched(gen), *args, **kwargs)
        except SilentServerError:
            self.pgconn.finish()
            raise


class SilentServerError(psycopg.OperationalError):
    pass


def _watched(steps: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    """The same steps. psycopg sends a false value about ten times a second while nothing comes from the server."""
    heard = time.monotonic()
    try:
        step = next(steps)
        while True:
            ready = yield step
            if ready:
                heard = time.monotonic()
            elif time.monotonic() - heard > PATIENCE:
                if not database_answers():
                    raise SilentServerError("The database does not answer.")
                heard = time.monotonic()
            step = steps.send(ready)
    except StopIteration as end:
        return end.value
