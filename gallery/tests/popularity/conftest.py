from itertools import count

import pytest
from django.utils import timezone
from redis.exceptions import ConnectionError

from gallery.models import ImageStats
from gallery.popularity import counters
from gallery.popularity.flushing import flush
from gallery.popularity.publishing import publish
from gallery.popularity.recording import record_view
from gallery.popularity.storing import ViewEvent


@pytest.fixture
def redis_away(monkeypatch):
    """Nothing listens any more."""

    def refuse(_alias):
        raise ConnectionError("Connection refused.")

    monkeypatch.setattr(counters, "get_redis_connection", refuse)


@pytest.fixture
def redis(db):
    """The counters' server itself."""
    return counters.get_redis_connection(counters.PAGES)


visitors = count()


def view_of(picture, visitor=None, at=None):
    """The event of a visitor; without a name, of one who was never there before."""
    return ViewEvent(visitor or f"visitor {next(visitors)}", picture.pk, at or timezone.now())


def look_at(picture, times=1):
    for _ in range(times):
        record_view(view_of(picture))


def stored(picture):
    """Views in the database."""
    return ImageStats.objects.get(pk=picture.pk).views


def flush_and_publish():
    """What the worker does every two seconds."""
    flush()
    publish()
