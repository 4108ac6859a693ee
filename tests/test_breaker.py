import logging
import threading

import pytest

from redis_servers.breaker import Breaker, breaker


class Server:
    """Asked as often as the test allows."""

    def __init__(self):
        self.up, self.asked, self.turns, self.answered = False, 0, threading.Semaphore(0), threading.Semaphore(0)

    def wait_for_turn(self, _seconds):
        self.answered.release()
        assert self.turns.acquire(timeout=10)

    def check(self):
        self.asked += 1
        if not self.up:
            raise ConnectionError("refused")

    def ask(self, times=1):
        """Lets the breaker ask so often, and waits until it has."""
        for _ in range(times):
            self.turns.release()
            assert self.answered.acquire(timeout=10)


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def redis(server):
    each = Breaker("Redis", sleep=server.wait_for_turn)
    each.checks["test"] = server.check
    yield each
    server.up = True
    server.turns.release(9)


def open_it(redis, server):
    redis.failed(ConnectionError("refused"))
    assert server.answered.acquire(timeout=10)


def come_back(redis, server):
    server.up = True
    server.turns.release()
    redis._watcher.join(timeout=10)


def test_allows_without_asking_while_all_is_well(redis, server):
    assert redis.allows()
    assert (server.asked, redis._watcher) == (0, None)


def test_opens_at_the_first_failure(redis, server):
    open_it(redis, server)
    assert not redis.allows()


def test_a_request_never_asks(redis, server):
    open_it(redis, server)
    assert not any(redis.allows() for _ in range(100))
    assert server.asked == 0


def test_stays_open_while_the_server_fails(redis, server):
    open_it(redis, server)
    server.ask(times=5)
    assert (redis.allows(), server.asked) == (False, 5)


def test_closes_when_all_that_is_wanted_works(redis, server):
    refusing = [True]
    redis.checks["another"] = lambda: 1 / 0 if refusing else None
    open_it(redis, server)
    server.up = True
    server.ask()
    assert not redis.allows()
    refusing.clear()
    come_back(redis, server)
    assert redis.allows()


def test_opens_again(redis, server):
    for _ in range(2):
        server.up = False
        open_it(redis, server)
        assert not redis.allows()
        come_back(redis, server)
        assert redis.allows()


def test_a_forked_process_asks_too(redis, server):
    redis._open = True  # the thread that asks has stayed behind in the parent
    assert not redis.allows()
    assert server.answered.acquire(timeout=10)
    come_back(redis, server)
    assert redis.allows()


def test_logs_one_line_a_change(redis, server, caplog):
    caplog.set_level(logging.INFO)
    open_it(redis, server)
    for _ in range(5):
        redis.failed(ConnectionError("refused"))
    server.ask(times=5)
    come_back(redis, server)
    assert [record.getMessage() for record in caplog.records] == [
        "Redis is away, and left alone until it is back: refused",
        "Redis is back.",
    ]


def test_a_server_has_one_breaker_whatever_the_database():
    assert breaker("redis://:secret@h:1/0") is breaker("redis://:secret@h:1/2")
    assert breaker("unix:///a.sock?db=0") is breaker("unix:///a.sock?db=1")
    assert breaker("unix:///a.sock?db=0") is not breaker("unix:///b.sock?db=0")
    assert breaker("redis://:wrong@h:1/0") is not breaker("redis://:secret@h:1/0")
    assert "secret" not in breaker("redis://:secret@h:1/0").name
