"""The fixture with which tests take Redis away."""

import pytest
from django.core.cache import cache
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from gallery.popularity import counters

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


def ping(redis):
    return redis.ping()


@pytest.mark.parametrize("kind", ["refused", "hung"])
def test_redis_is_away_and_comes_back_as_it_was(outage, kind):
    cache.set("page", "old")
    counters.ask(lambda redis: redis.set("{views}:test", 7))
    with outage(kind):
        assert cache.get("page") is None
        with pytest.raises(RedisError):
            get_redis_connection("jobs").ping()
        with pytest.raises(counters.CountersUnavailable):
            counters.ask(ping)
        assert not counters.breaker.allows()
    assert cache.get("page") == "old"
    assert counters.ask(lambda redis: redis.get("{views}:test")) == b"7"


def test_what_is_cached_while_it_is_away_is_not_read_afterwards(outage):
    cache.set("page", "old")
    with outage():
        cache.set("page", "new")
    assert cache.get("page") is None
