import logging
import os
import threading
import time

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


def come_back(redis, server, turns=1):
    """The server is there again; answers whether the breaker has noticed."""
    server.up = True
    server.turns.release(turns)
    give_up = time.monotonic() + 10
    while not redis.allows() and time.monotonic() < give_up:
        time.sleep(0.001)
    return redis.allows()


def test_allows_without_asking_while_all_is_well(redis, server):
    assert redis.allows()
    assert not server.answered.acquire(blocking=False), "somebody waits to ask"
    assert server.asked == 0


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
    assert come_back(redis, server)


def test_opens_again(redis, server):
    for _ in range(2):
        server.up = False
        open_it(redis, server)
        assert not redis.allows()
        assert come_back(redis, server)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # is multi-threaded, as a web server is
def test_a_forked_process_asks_too(redis, server):
    open_it(redis, server)
    child = os.fork()
    if not child:  # the thread that asks has stayed behind in the parent
        was_open = not redis.allows()
        os._exit(0 if was_open and come_back(redis, server, turns=2) else 1)  # one turn goes to that thread's ghost
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_who_may_wait_asks_at_once(redis, server):
    open_it(redis, server)
    assert not redis.check_now()
    assert server.asked == 1
    server.up = True
    assert redis.check_now()
    assert redis.allows()


def test_logs_one_line_a_change(redis, server, caplog):
    caplog.set_level(logging.INFO)
    open_it(redis, server)
    for _ in range(5):
        redis.failed(ConnectionError("refused"))
    server.ask(times=5)
    assert come_back(redis, server)
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
