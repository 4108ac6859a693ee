"""What each process of the web server does every few seconds, in a thread of its own beside its requests."""

import threading
import time
from contextlib import suppress

from django.db import DatabaseError, connections

from . import popularity, remembered

SECONDS = 5


def start():
    """For as long as the process lives."""
    with suppress(popularity.Away):
        popularity.begin_new_batch()
    threading.Thread(target=_forever, name="upkeep", daemon=True).start()


def _forever():
    while True:
        time.sleep(SECONDS)
        for job in (popularity.settle, remembered.follow_corrections):
            with suppress(popularity.Away, DatabaseError):
                job()
        connections.close_all()
