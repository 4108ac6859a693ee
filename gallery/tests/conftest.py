import pytest
from redis.exceptions import ConnectionError

from gallery import popularity
from gallery.popularity import connection

from .counts import fail


@pytest.fixture
def redis_away(monkeypatch):
    """Nothing listens any more."""
    monkeypatch.setattr(connection, "script", lambda name: fail(ConnectionError("Error 111 connecting to x:1.")))
    monkeypatch.setitem(connection.breaker.checks, "counters", fail(ConnectionError()))


@pytest.fixture
def ready(db):
    popularity.rebuild_ranking()
