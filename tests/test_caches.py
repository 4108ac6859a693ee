"""The default cache with a real Valkey that goes away."""

import pytest
from django.conf import settings

from redis_servers import resilient_cache as caches
from redis_servers.resilient_cache import ResilientCache

pytestmark = pytest.mark.django_db


@pytest.fixture
def cache(server, unwatched):
    cache = ResilientCache(server.url, {"OPTIONS": settings.REDIS_OPTIONS})
    unwatched(cache.breaker)
    caches.outdated.clear()
    yield cache
    caches.outdated.clear()
    cache.client.get_client().close()
    cache.client.get_client().connection_pool.disconnect()


FAILURES = {
    "hung": (lambda server: server.hang(), lambda server: server.go_on()),
    "killed": (lambda server: server.kill(), lambda server: server.start()),
    "full": (
        lambda server: server.client.config_set("maxmemory", 1),
        lambda server: server.client.config_set("maxmemory", 0),
    ),
    "read-only": (
        lambda server: server.client.replicaof("127.0.0.1", 1),
        lambda server: server.client.replicaof("NO", "ONE"),
    ),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_away_nothing_is_cached_but_limits(cache, server, failure):
    fail, mend = FAILURES[failure]
    cache.set("page", "old")
    fail(server)
    cache.set("page", "new")
    assert cache.get("page", "missing") == "missing"
    assert cache.get_many(["page"]) == {}
    assert "page" not in cache
    assert cache.add("lock", 1)
    assert not cache.delete("page")
    assert cache.set_many({"a": 1}) == []
    assert cache.add("rl:ana", 1)
    assert not cache.add("rl:ana", 1)
    assert (cache.incr("rl:ana"), cache.get("rl:ana")) == (2, 2)
    assert not cache.breaker.check_now()
    mend(server)
    assert cache.breaker.check_now()
    assert cache.get("page") is None, "an old value came back"
    cache.set("page", "newer")
    assert cache.get("page") == "newer"


def test_cleared_while_away_it_is_empty_once_back(cache, server):
    cache.set("page", "old")
    server.hang()
    cache.clear()
    assert not cache.breaker.allows()
    server.go_on()
    assert cache.breaker.check_now()
    assert cache.get("page") is None


def test_cleared_it_is_empty(cache):
    cache.set("page", "old")
    cache.clear()
    assert cache.get("page") is None


def test_a_blip_that_missed_no_change_keeps_what_is_cached(cache, server):
    cache.set("page", "here")
    server.hang()
    assert cache.get("page") is None
    server.go_on()
    assert cache.breaker.check_now()
    assert cache.get("page") == "here"


def test_a_change_missed_while_it_came_back_is_not_missed(cache, server):
    cache.set("page", "old")
    cache.breaker.failed(ConnectionError())
    assert cache.breaker.check_now()
    caches.outdated.set()  # by a request that still found it open
    assert cache.get("page") is None


def test_while_open_the_server_hears_nothing(cache, server):
    cache.breaker.failed(ConnectionError())
    before = server.client.info("stats")["total_commands_processed"]
    for _ in range(10):
        cache.get("page")
        cache.set("page", 1)
    assert server.client.info("stats")["total_commands_processed"] == before + 1  # this one
