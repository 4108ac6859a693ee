import logging

import pytest

from gallery.breaker import Breaker


class Server:
    up = True
    pings = 0

    def ping(self):
        self.pings += 1
        if not self.up:
            raise ConnectionError("refused")


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(server, clock):
    return Breaker("Redis", server.ping, clock=clock)


def open_it(breaker, server):
    server.up = False
    breaker.failed(ConnectionError("refused"))
    assert not breaker.allows()
    assert not breaker.allows()


def test_allows_without_asking_while_all_is_well(breaker, server):
    assert breaker.allows()
    assert server.pings == 0


def test_asks_with_a_ping_after_one_failure(breaker, server):
    breaker.failed(ConnectionError())
    assert breaker.allows()
    assert server.pings == 1


def test_leaves_the_server_alone_after_three_failures(breaker, server):
    open_it(breaker, server)
    pings = server.pings
    assert not breaker.allows()
    assert server.pings == pings == 2


def test_asks_again_after_two_seconds(breaker, server, clock):
    open_it(breaker, server)
    server.up = True
    clock.now += 1.9
    assert not breaker.allows()
    clock.now += 0.2
    assert breaker.allows()


def test_stays_open_while_only_the_ping_works(breaker, server, clock):
    open_it(breaker, server)
    server.up = True
    clock.now += 2.1
    assert breaker.allows()
    breaker.failed(ConnectionError("out of memory"))
    assert not breaker.allows()


def test_logs_one_line_a_change(breaker, server, clock, caplog):
    caplog.set_level(logging.INFO)
    open_it(breaker, server)
    for _ in range(10):
        clock.now += 2.1
        assert not breaker.allows()
    server.up = True
    clock.now += 2.1
    assert breaker.allows()
    breaker.succeeded()
    breaker.succeeded()
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
